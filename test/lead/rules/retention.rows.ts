import type { Actor } from '../../../src/engine/definition/index.js';
import { type Outcome, Play } from '../play.js';
import { feedBack, report, reported } from '../scenes.js';
import { type Row, row } from './row.js';

const system: Actor = { account: 'system', role: 'system', org: { code: 'system', kind: 'system' } };
const hold = { authority: '调令1号', reason: '法院调取' };
const complaint = { noSlip: '未收到', text: '等了很久' };
const reason = '期满';
/** The lead was linked at 15:05 on 18 November 2024: 60 years. */
const over = '2084-11-18 15:05';
const early = '2084-11-18 15:04';

/** Never filed, and no longer worked on here: another lead carries it on. */
function linked(): Play {
  return reported().do('15:05', 'duty', 'lead.linked', { lead: 'x', reason: '同一人' });
}

/** A drill closed at 15:20: a year. */
function drill(): Play {
  const remote = { finding: 'legitimate', reason: '已核实', grounds: ['historyNormal', 'purposeEvidence'] };
  const play = reported({ ...report, exercise: true }).do('15:03', 'duty', 'lead.classified', remote);
  return feedBack(play, 'legitimate', '15:20');
}

const proposed = (play = linked()) => play.do(over, 'duty', 'lead.erasureProposed', { reason });
const held = (play: Play, time = '15:30') => play.do(time, 'centerlead', 'lead.legalHoldPlaced', hold);
const proposes = (play: Play, time = over): Outcome => play.record(time, 'duty', 'lead.erasureProposed', { reason });
const approves = (play: Play, who: 'city' | 'county' | 'centerlead' = 'city', time = over): Outcome =>
  play.record(time, who, 'lead.erasureApproved', {});
const lifts = (play: Play, who: 'city' | 'centerlead', authority = hold.authority): Outcome =>
  play.record('16:00', who, 'lead.legalHoldLifted', { authority, reason });
const erases = (play: Play): Outcome => play.record(over, system, 'lead.personalDataErased');
const complained = (play: Play) => play.do('16:00', 'duty', 'complaint.opened', complaint);
const answered = (play: Play) => {
  const answer = { part: 'complaint-1', outcome: 'upheld', answer: '已致歉' };
  return complained(play).do('16:10', 'centerlead', 'complaint.answered', answer);
};
/** An answer is a new beginning of the period. */
const later = '2084-11-18 16:10';

/** Rules of how long personal data is kept, of legal holds, and of the two persons who give it up. */
export const retentionRows: readonly Row[] = [
  row(
    'lead.erasureProposed',
    'retentionOver',
    () => proposes(linked(), early),
    () => proposes(linked()),
  ),
  row(
    'lead.erasureProposed',
    'noLegalHold',
    () => proposes(held(linked())),
    () => proposes(held(linked()).do('16:00', 'city', 'lead.legalHoldLifted', hold)),
  ),
  row(
    'lead.erasureProposed',
    'nothingToBeHeard',
    () => proposes(complained(linked())),
    () => proposes(answered(linked()), later),
  ),
  row(
    'lead.erasureProposed',
    'notProposedYet',
    () => proposes(proposed()),
    () => proposes(proposed().do(over, 'city', 'lead.erasureRefused', { reason })),
  ),
  row(
    'lead.erasureApproved',
    'proposalStands',
    () => approves(linked()),
    () => approves(proposed()),
  ),
  row(
    'lead.erasureApproved',
    'notTheErasureProposer',
    () => approves(linked().do(over, 'centerlead', 'lead.erasureProposed', { reason }), 'centerlead'),
    () => approves(proposed(), 'centerlead'),
  ),
  row(
    'lead.erasureApproved',
    'approverLevel',
    () => approves(proposed(), 'county'),
    () => approves(proposed(), 'city'),
  ),
  row(
    'lead.erasureApproved',
    'retentionOver',
    () => {
      // Somebody complained after the proposal and was answered: the period begins anew.
      const play = proposed().do(over, 'duty', 'complaint.opened', complaint);
      const answer = { part: 'complaint-1', outcome: 'upheld', answer: '已致歉' };
      return approves(play.do(over, 'centerlead', 'complaint.answered', answer));
    },
    () => approves(proposed()),
  ),
  row(
    'lead.erasureApproved',
    'noLegalHold',
    () => approves(held(proposed(), over)),
    () => approves(held(proposed(), over).do(over, 'city', 'lead.legalHoldLifted', hold)),
  ),
  row(
    'lead.erasureApproved',
    'nothingToBeHeard',
    () => approves(proposed().do(over, 'duty', 'complaint.opened', complaint)),
    () => approves(proposed()),
  ),
  row(
    'lead.erasureRefused',
    'proposalStands',
    () => linked().record(over, 'city', 'lead.erasureRefused', { reason }),
    () => proposed().record(over, 'city', 'lead.erasureRefused', { reason }),
  ),
  row(
    'lead.legalHoldPlaced',
    'notHeldByIt',
    () => held(reported()).record('15:31', 'city', 'lead.legalHoldPlaced', hold),
    () => held(reported()).record('15:31', 'city', 'lead.legalHoldPlaced', { ...hold, authority: '调令2号' }),
  ),
  row(
    'lead.legalHoldLifted',
    'holdStands',
    () => lifts(held(reported()), 'city', '调令2号'),
    () => lifts(held(reported()), 'city'),
  ),
  row(
    'lead.legalHoldLifted',
    'liftedByAnother',
    () => lifts(held(reported()), 'centerlead'),
    () => lifts(held(reported()), 'city'),
  ),
  row(
    'lead.personalDataErased',
    'noLegalHold',
    () => erases(held(drill())),
    () => erases(drill()),
  ),
];
