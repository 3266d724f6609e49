import type { Outcome, Play } from '../play.js';
import { caught, detain, fileCase, found, onScene } from '../scenes.js';
import { type Row, row } from './row.js';

const identified = { description: '黑色外套' };

/** Caught before a case is filed. */
function inOurHands(): Play {
  return caught(found());
}

const arrivedAt = '2024-11-18T16:00:00+08:00';

function questioned(protection = 'none'): Play {
  return inOurHands().do('16:00', 'officer', 'suspect.questioned', { part: 'suspect-1', arrivedAt, protection });
}

function extended(play: Play, hours: number, time = '18:00'): Outcome {
  return play.record(time, 'county', 'suspect.questioningExtended', { part: 'suspect-1', hours });
}

function summons(hours: number): Outcome {
  return inOurHands().record('16:00', 'officer', 'suspect.summoned', { part: 'suspect-1', hours });
}

function detains(play: Play): Outcome {
  return play.record('19:00', 'officer', 'suspect.detained', { part: 'suspect-1', decisionNumber: 'D1' });
}

function requests(days: number): Outcome {
  return detain(caught()).record('20:00', 'county', 'suspect.arrestRequestExtended', { part: 'suspect-1', days });
}

/** Suspects and victims. */
export const peopleRows: readonly Row[] = [
  row(
    'suspect.identified',
    'personNamed',
    () => onScene().record('15:12', 'officer', 'suspect.identified', { role: 'lookout' }),
    () => onScene().record('15:12', 'officer', 'suspect.identified', identified),
  ),
  row(
    'victim.identified',
    'personNamed',
    () => onScene().record('15:12', 'duty', 'victim.identified', {}),
    () => onScene().record('15:12', 'duty', 'victim.identified', { account: '6222020000000000009' }),
  ),
  row(
    'suspect.questioned',
    'notYetFiled',
    () => caught().record('16:00', 'officer', 'suspect.questioned', { part: 'suspect-1', arrivedAt }),
    () => inOurHands().record('16:00', 'officer', 'suspect.questioned', { part: 'suspect-1', arrivedAt }),
  ),
  row(
    'suspect.questioningExtended',
    'notProtected',
    () => extended(questioned('under16'), 24),
    () => extended(questioned(), 24),
  ),
  row(
    'suspect.questioningExtended',
    'extendedInTime',
    () => extended(questioned(), 24, '11-19 04:01'),
    () => extended(questioned(), 24, '11-19 04:00'),
  ),
  row(
    'suspect.questioningExtended',
    'stepByStep',
    () => extended(questioned(), 48),
    () =>
      extended(
        questioned().do('18:00', 'county', 'suspect.questioningExtended', { part: 'suspect-1', hours: 24 }),
        48,
        '18:01',
      ),
  ),
  row(
    'suspect.summoned',
    'twelveOrTwentyFourHours',
    () => summons(18),
    () => summons(24),
  ),
  row(
    'suspect.detained',
    'criminalCaseFiled',
    () => detains(caught(fileCase(found(), '15:30', 'administrative'))),
    () => detains(caught()),
  ),
  row(
    'suspect.arrestRequestExtended',
    'sevenOrThirtyDaysToRequest',
    () => requests(6),
    () => requests(7),
  ),
];
