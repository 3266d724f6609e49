import type { Actor } from '../../../src/engine/definition/index.js';
import { type House, house, type Outcome, type Play } from '../play.js';
import { feedBack, report, reported } from '../scenes.js';
import { type Row, row } from './row.js';

const system: Actor = { account: 'system', role: 'system', org: { code: 'system', kind: 'system' } };
const remote = { finding: 'legitimate', reason: '已核实', grounds: ['historyNormal', 'purposeEvidence'] };
const complaint = { slip: '4829-1730-5667', text: '等了很久' };

/** The customer cleared at 15:03, the case closed at 15:20 on 18 November 2024. */
function cleared(): Play {
  return feedBack(reported().do('15:03', 'duty', 'lead.classified', remote), 'legitimate', '15:20');
}

function erases(play: Play, time: string): Outcome {
  return play.record(time, system, 'lead.personalDataErased');
}

function complains(body: Record<string, unknown>, slip: boolean): Outcome {
  const play = reported();
  play.house = answering('slip', slip ? { part: 'hold-1' } : null);
  return play.record('15:30', 'duty', 'complaint.opened', body);
}

function answers(involved: boolean): Outcome {
  const play = reported().do('15:30', 'duty', 'complaint.opened', complaint);
  play.house = answering('involved', involved);
  const answer = { part: 'complaint-1', outcome: 'upheld', answer: '已致歉' };
  return play.record('11-20 10:00', 'centerlead', 'complaint.answered', answer);
}

function answering(name: string, answer: ReturnType<House>): House {
  return (question, actor) => (question.name === name ? answer : house(question, actor));
}

function rewrites(involved: boolean): Outcome {
  const play = reported().do('15:30', 'duty', 'complaint.opened', complaint);
  play.house = answering('involved', involved);
  const correction = { part: 'complaint-1', field: 'text', value: '没有意见', reason: '笔误' };
  return play.record('15:40', 'duty', 'complaint.rectified', correction);
}

function annuls(involved: boolean): Outcome {
  const play = reported().do('15:30', 'duty', 'complaint.opened', complaint);
  const { version } = play.file;
  play.house = answering('involved', involved);
  return play.record('15:40', 'duty', 'lead.recordedInError', { version, reason: '误记' });
}

function links(drill: boolean, other: boolean): Outcome {
  const play = reported({ ...report, ...(drill ? { exercise: true } : {}) });
  play.house = answering('link', { id: 'x', number: 'x', circle: false, ...(other ? { exercise: true } : {}) });
  return play.record('15:01', 'duty', 'lead.linked', { lead: 'x', reason: '同一人' });
}

/** Rules of complaints, of drills, and of the erasure of what is known about cleared customers. */
export const complaintRows: readonly Row[] = [
  row(
    'complaint.opened',
    'slipOrReason',
    () => complains({ text: '等了很久' }, true),
    () => complains({ text: '等了很久', noSlip: '柜员没有给' }, true),
  ),
  row(
    'complaint.opened',
    'slipOfThisCase',
    () => complains(complaint, false),
    () => complains(complaint, true),
  ),
  row(
    'complaint.answered',
    'uninvolved',
    () => answers(true),
    () => answers(false),
  ),
  row(
    'complaint.rectified',
    'uninvolved',
    () => rewrites(true),
    () => rewrites(false),
  ),
  row(
    'lead.recordedInError',
    'uninvolved',
    () => annuls(true),
    () => annuls(false),
  ),
  row(
    'lead.linked',
    'drillsApart',
    () => links(true, false),
    () => links(true, true),
  ),
  // 60 days to complain and 30 more after the closing at 15:20 on 18 November.
  row(
    'lead.personalDataErased',
    'keptLongEnough',
    () => erases(cleared(), '2025-02-16 15:19'),
    () => erases(cleared(), '2025-02-16 15:20'),
  ),
  row(
    'lead.personalDataErased',
    'nothingToBeHeard',
    () => erases(cleared().do('11-20 09:00', 'duty', 'complaint.opened', complaint), '2025-03-01 10:00'),
    () => {
      const answer = { part: 'complaint-1', outcome: 'upheld', answer: '已致歉' };
      const play = cleared().do('11-20 09:00', 'duty', 'complaint.opened', complaint);
      return erases(play.do('11-21 09:00', 'centerlead', 'complaint.answered', answer), '2025-03-01 10:00');
    },
  ),
];
