import type { Actor } from '../../../src/engine/definition/index.js';
import { type House, house, moment, type Outcome, type Play } from '../play.js';
import { reported } from '../scenes.js';
import { type Row, row } from './row.js';

export const system: Actor = { account: 'system', role: 'system', org: { code: 'system', kind: 'system' } };

const struck = { of: 'lead-1', clock: 'acknowledge', dueAt: moment('15:02'), struckAt: moment('15:02') };
const answer = { of: 'lead-1', clock: 'acknowledge' };

/** Nobody acknowledges for two minutes, and this person is called. */
export function called(recipient = 'duty'): Play {
  const play = reported();
  play.house = (question, actor) =>
    question.name === 'onCall' ? { level: 1, recipients: [recipient] } : house(question, actor);
  return play.do('15:02', system, 'lead.alarmRaised', { ...struck, call: 1, from: 1, ended: false });
}

const again = { ...struck, call: 2, from: 2, ended: false };

const owned = () => reported().do('15:01', 'duty', 'lead.acknowledged');

function takesOver(handover: object): Outcome {
  const play = owned();
  const answers: House = (question, actor) =>
    question.name === 'handover' ? { arriving: 'duty2', signed: true, ...handover } : house(question, actor);
  play.house = answers;
  const body = { handover: 'ab'.repeat(32), where: 'center', organisation: 'center' };
  return play.record('15:02', system, 'lead.takenOver', body);
}

/** Who is called, who answers, and who takes over. */
export const alarmRows: readonly Row[] = [
  row(
    'lead.alarmRaised',
    'clockOverdue',
    () => called().do('15:03', 'duty', 'lead.acknowledged').record('15:04', system, 'lead.alarmRaised', again),
    () => called().record('15:07', system, 'lead.alarmRaised', again),
  ),
  row(
    'lead.alarmRaised',
    'notAnswered',
    () =>
      called().do('15:03', 'duty', 'lead.alarmAcknowledged', answer).record('15:07', system, 'lead.alarmRaised', again),
    () => called().record('15:07', system, 'lead.alarmRaised', again),
  ),
  row(
    'lead.alarmAcknowledged',
    'alarmWaits',
    () =>
      called()
        .do('15:03', 'duty', 'lead.alarmAcknowledged', answer)
        .record('15:04', 'duty', 'lead.alarmAcknowledged', answer),
    () => called().record('15:03', 'duty', 'lead.alarmAcknowledged', answer),
  ),
  row(
    'lead.alarmAcknowledged',
    'wasCalled',
    () => called('centerlead').record('15:03', 'duty', 'lead.alarmAcknowledged', answer),
    () => called('centerlead').record('15:03', 'centerlead', 'lead.alarmAcknowledged', answer),
  ),
  row(
    'lead.takenOver',
    'handoverSigned',
    () => takesOver({ leaving: 'centerlead' }),
    () => takesOver({ leaving: 'duty' }),
  ),
];
