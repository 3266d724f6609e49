import type { Actor } from '../../../src/engine/definition/index.js';
import type { Outcome, Play } from '../play.js';
import { caught, detain, fileCase, found, onScene } from '../scenes.js';
import { type Row, row } from './row.js';

const identified = { description: '黑色外套' };

/** Caught before a case is filed. */
function inOurHands(): Play {
  return caught(found());
}

const arrivedAt = '2024-11-18T16:00:00+08:00';

/** Questioned with a date of birth, when there is one on record already or not. */
function born(onRecord: boolean): Outcome {
  const play = onScene()
    .do('15:12', 'officer', 'suspect.identified', { ...identified, ...(onRecord ? { birthDate: '2009-12-01' } : {}) })
    .do('15:40', 'officer', 'suspect.caught', { part: 'suspect-1', where: '网点' });
  return play.record('16:00', 'officer', 'suspect.questioned', {
    part: 'suspect-1',
    arrivedAt,
    birthDate: '1990-01-01',
  });
}

function questioned(protection = 'none'): Play {
  return inOurHands().do('16:00', 'officer', 'suspect.questioned', { part: 'suspect-1', arrivedAt, protection });
}

/** Nobody knows the age, and nobody stated it. */
function ofUnknownAge(): Play {
  return inOurHands().do('16:00', 'officer', 'suspect.questioned', { part: 'suspect-1', arrivedAt });
}

/** From now on the edge tells this age band. */
function withAge(play: Play, band: string): Play {
  const before = play.house;
  play.house = (question, actor) => (question.name === 'ageBand' ? band : before(question, actor));
  return play;
}

function leaves(releasedAt: string): Outcome {
  const body = { part: 'suspect-1', reason: 'r', releasedAt };
  return inOurHands().record('17:00', 'officer', 'suspect.released', body);
}

function leftInFact(value: string): Outcome {
  const play = inOurHands().do('17:00', 'officer', 'suspect.released', { part: 'suspect-1', reason: 'r' });
  return play.record('17:30', 'duty', 'suspect.rectified', {
    part: 'suspect-1',
    field: 'releasedAt',
    value,
    reason: 'r',
  });
}

function flees(at: string): Outcome {
  return questioned().record('17:00', 'officer', 'suspect.fled', { part: 'suspect-1', how: '后门', at });
}

function wanted(play: Play): Outcome {
  return play
    .do('15:40', 'officer', 'suspect.fled', { part: 'suspect-1', how: '后门' })
    .record('15:50', 'officer', 'suspect.wanted', { part: 'suspect-1', decisionNumber: 'D1' });
}

function bailed(kind?: string): Outcome {
  return caught(fileCase(found(), '15:30', kind))
    .do('16:00', 'officer', 'suspect.summoned', { part: 'suspect-1' })
    .record('17:00', 'officer', 'suspect.bailed', { part: 'suspect-1', decisionNumber: 'B1' });
}

const withoutLevel: Actor = { account: 'chief', role: 'approver', org: { code: 'xiufeng', kind: 'station' } };

function extended(play: Play, hours: number, time = '18:00', who: 'county' | 'city' | Actor = 'county'): Outcome {
  return play.record(time, who, 'suspect.questioningExtended', { part: 'suspect-1', hours });
}

function summons(hours?: number, filed?: string): Outcome {
  const play = filed === undefined ? inOurHands() : caught(fileCase(found(), '15:30', filed));
  return play.record('16:00', 'officer', 'suspect.summoned', { part: 'suspect-1', ...(hours ? { hours } : {}) });
}

function detains(play: Play, detainedAt?: string): Outcome {
  const decision = { part: 'suspect-1', decisionNumber: 'D1' };
  return play.record('19:00', 'officer', 'suspect.detained', { ...decision, ...(detainedAt ? { detainedAt } : {}) });
}

function requests(days: number, time = '20:00', who: 'county' | 'city' | Actor = 'county'): Outcome {
  return detain(caught()).record(time, who, 'suspect.arrestRequestExtended', { part: 'suspect-1', days });
}

function requestsAgain(before: number, days: number): Outcome {
  return detain(caught())
    .do('20:00', 'county', 'suspect.arrestRequestExtended', { part: 'suspect-1', days: before })
    .record('20:10', 'county', 'suspect.arrestRequestExtended', { part: 'suspect-1', days });
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
    () =>
      caught().record('16:00', 'officer', 'suspect.questioned', {
        part: 'suspect-1',
        arrivedAt: '2024-11-18T15:14:59+08:00',
      }),
  ),
  row(
    'suspect.questioned',
    'birthDateOnce',
    () => born(true),
    () => born(false),
  ),
  row(
    'suspect.questioningExtended',
    'approverLevel',
    () => extended(questioned(), 24, '18:00', withoutLevel),
    () => extended(questioned(), 24, '18:00', 'city'),
  ),
  row(
    'suspect.questioningExtended',
    'notProtected',
    () => extended(questioned('under16'), 24),
    () => extended(questioned(), 24),
  ),
  row(
    'suspect.questioningExtended',
    'ageKnown',
    () => extended(ofUnknownAge(), 24),
    () => extended(withAge(ofUnknownAge(), 'adult'), 24),
  ),
  row(
    'suspect.questioningExtended',
    'stillNotFiled',
    () => extended(fileCase(questioned(), '17:00'), 24),
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
    'suspect.released',
    'releasedAfterCaught',
    () => leaves('2024-11-18T15:37:59+08:00'),
    () => leaves('2024-11-18T15:38:00+08:00'),
  ),
  row(
    'suspect.fled',
    'fledAfterHeld',
    () => flees('2024-11-18T15:57:59+08:00'),
    () => flees('2024-11-18T15:58:00+08:00'),
  ),
  row(
    'suspect.rectified',
    'releasedAfterCaught',
    () => leftInFact('2024-11-18T15:37:59+08:00'),
    () => leftInFact('2024-11-18T15:38:00+08:00'),
  ),
  row(
    'suspect.wanted',
    'decidedInCriminalCase',
    () => wanted(fileCase(found(), '15:30', 'administrative')),
    () => wanted(fileCase(found())),
  ),
  row(
    'suspect.bailed',
    'bailInCriminalCase',
    () => bailed('administrative'),
    () => bailed(),
  ),
  row(
    'suspect.summoned',
    'hoursOfSummons',
    () => summons(12, 'administrative'),
    () => summons(12, 'criminal'),
  ),
  row(
    'suspect.summoned',
    'summonedInFiledCase',
    () => summons(undefined),
    () => summons(undefined, 'administrative'),
  ),
  row(
    'suspect.detained',
    'criminalCaseFiled',
    () => detains(caught(fileCase(found(), '15:30', 'administrative'))),
    () => detains(caught()),
  ),
  row(
    'suspect.detained',
    'notBeforeFiling',
    () => detains(caught(), '2024-11-18T15:12:59+08:00'),
    () => detains(caught(), '2024-11-18T15:13:00+08:00'),
  ),
  row(
    'suspect.arrestRequestExtended',
    'approverLevel',
    () => requests(7, '20:00', withoutLevel),
    () => requests(7, '20:00', 'city'),
  ),
  row(
    'suspect.arrestRequestExtended',
    'requestExtendedInTime',
    () => requests(7, '11-21 19:01'),
    () => requests(7, '11-21 19:00'),
  ),
  row(
    'suspect.arrestRequestExtended',
    'sevenOrThirtyDaysToRequest',
    () => requests(6),
    () => requests(7),
  ),
  row(
    'suspect.arrestRequestExtended',
    'requestNotShortened',
    () => requestsAgain(30, 7),
    () => requestsAgain(7, 30),
  ),
];
