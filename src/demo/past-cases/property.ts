import type { Cast } from './cast.js';
import { days, hours, type Line, type Scenario } from './scenario.js';
import {
  approved,
  because,
  claimed,
  enRoute,
  fedBack,
  filed,
  found,
  inCustody,
  onScene,
  proposed,
  returned,
  secured,
  seizure,
  traced,
  victim,
} from './scenes.js';

/** The bank knows for now, and has read it. */
export const told: Line[] = [
  [4, 'duty', 'lead.feedbackSent', { result: 'confirmed' }],
  [10, 'teller', 'lead.feedbackAcknowledged'],
];

/** The customer is caught with the cash, the case filed. */
function caught(cast: Cast): Line[] {
  return [
    ...onScene(cast),
    found('suspect'),
    ...told,
    secured(cast),
    [2, 'officer', 'suspect.caught', { part: 'suspect-1', where: '网点柜台' }],
    filed(cast),
  ];
}

export function arrested(cast: Cast, after = hours(20)): Line[] {
  return [
    [60, 'officer', 'suspect.detained', { part: 'suspect-1', decisionNumber: `演示拘字${cast.n}号` }],
    [90, 'officer', 'suspect.housed', { part: 'suspect-1', place: '第一看守所' }],
    [60, 'officer', 'suspect.interviewed', { part: 'suspect-1' }],
    [60, 'officer', 'suspect.familyNotified', { part: 'suspect-1', who: '电话通知家属' }],
    [after, 'officer', 'suspect.arrestRequested', { part: 'suspect-1', requestNumber: `演示提捕${cast.n}号` }],
    [days(1), 'officer', 'suspect.arrested', { part: 'suspect-1', approvalNumber: `演示批捕${cast.n}号` }],
  ];
}

/** In custody, the victim's claim verified. */
function toReturn(cast: Cast): Line[] {
  return [...caught(cast), ...inCustody(cast), ...arrested(cast), ...victim(cast), claimed(cast.amount), traced()];
}

function sentWithCase({ n }: Cast): Line {
  return [days(2), 'keeper', 'cash.sentWithCase', { part: 'cash-1', organ: '人民检察院', listNumber: `YS-${n}` }];
}

/** Cash on its way: secured, seized, kept, given back. */
export const property: readonly Scenario[] = [
  // The whole way: the money is back.
  {
    cases: 5,
    ago: [days(60), days(4)],
    lines: (cast) => [...toReturn(cast), proposed, approved, returned(cast), ...fedBack('interceptedReturned')],
  },
  // Just given back; the bank has not been told.
  { cases: 2, ago: [days(4), days(3.5)], lines: (cast) => [...toReturn(cast), proposed, approved, returned(cast)] },
  // Only just secured; and one whose seizure is late.
  {
    cases: 2,
    ago: [hours(4), hours(2)],
    lines: (cast) => [...onScene(cast), found('suspect'), ...told, secured(cast)],
  },
  {
    cases: 1,
    ago: [hours(32), hours(32)],
    lines: (cast) => [...onScene(cast), found('suspect'), ...told, secured(cast)],
  },
  {
    cases: 2,
    ago: [hours(9), hours(5)],
    lines: (cast) => [
      ...caught(cast),
      [15, 'head', 'cash.seizureApproved', { part: 'cash-1', decisionNumber: `演示扣字${cast.n}号` }],
      [10, 'officer', 'cash.seized', seizure(cast)],
    ],
  },
  { cases: 3, ago: [days(9), days(3)], lines: (cast) => [...caught(cast), ...inCustody(cast), ...arrested(cast)] },
  // Seized before a camera: a photo of the cash and the signed list are with the case.
  {
    cases: 1,
    ago: [days(5), days(5)],
    lines: (cast) => [
      ...caught(cast),
      [15, 'head', 'cash.seizureApproved', { part: 'cash-1', decisionNumber: `演示扣字${cast.n}号` }],
      [4, 'officer', 'evidence.received', { name: '现金清点照片.png', file: 'photo' }],
      [3, 'officer', 'evidence.received', { name: '扣押清单.pdf', file: 'paper' }],
      [3, 'officer', 'cash.seized', { ...seizure(cast), evidence: ['evidence-1', 'evidence-2'] }],
      [90, 'keeper', 'cash.custodyAccepted', { part: 'cash-1', amount: cast.amount }],
      ...arrested(cast),
    ],
  },
  // Claims in every stage.
  {
    cases: 2,
    ago: [days(6), days(4)],
    lines: (cast) => [...caught(cast), ...inCustody(cast), ...arrested(cast), ...victim(cast), claimed(cast.amount)],
  },
  { cases: 2, ago: [days(8), days(5)], lines: (cast) => toReturn(cast) },
  {
    cases: 2,
    ago: [days(12), days(7)],
    lines: (cast) => [
      ...toReturn(cast),
      because(200, 'officer', 'claim.disputed', '另有一名被害人主张同一笔款项', 'claim-1'),
    ],
  },
  { cases: 2, ago: [days(7), days(4.5)], lines: (cast) => [...toReturn(cast), proposed] },
  { cases: 2, ago: [days(8), days(5)], lines: (cast) => [...toReturn(cast), proposed, approved] },
  {
    cases: 2,
    ago: [days(15), days(10)],
    lines: (cast) => [...toReturn(cast), proposed, because(90, 'head', 'return.rejected', '权属尚未查清', 'return-1')],
  },
  {
    cases: 2,
    ago: [days(16), days(11)],
    lines: (cast) => [
      ...toReturn(cast),
      proposed,
      because(90, 'officer', 'return.withdrawn', '又有被害人认领', 'return-1'),
      ...victim(cast, 'victim-2'),
      claimed('1000000', 'victim-2'),
      because(60, 'officer', 'claim.rejected', '无法溯源到该财物', 'claim-2'),
    ],
  },
  // To the procuratorate with the file.
  { cases: 1, ago: [days(9), days(9)], lines: (cast) => [...toReturn(cast), sentWithCase(cast)] },
  {
    cases: 4,
    ago: [days(55), days(9)],
    lines: (cast) => [...toReturn(cast), sentWithCase(cast), ...fedBack('interceptedParked')],
  },
  // Nobody claims it.
  {
    cases: 3,
    ago: [days(50), days(12)],
    lines: (cast) => [
      ...caught(cast),
      ...inCustody(cast),
      ...arrested(cast),
      [days(3), 'officer', 'cash.announced', { part: 'cash-1', noticeNumber: `GG-${cast.n}` }],
    ],
  },
  {
    cases: 1,
    ago: [days(215), days(215)],
    lines: (cast) => [
      ...caught(cast),
      ...inCustody(cast),
      ...arrested(cast),
      [days(3), 'officer', 'cash.announced', { part: 'cash-1', noticeNumber: `GG-${cast.n}` }],
      [days(190), 'keeper', 'cash.toTreasury', { part: 'cash-1', voucher: `JK-${cast.n}` }],
      ...fedBack('interceptedParked'),
    ],
  },
  // Not of the case after all.
  {
    cases: 4,
    ago: [days(45), days(5)],
    lines: (cast) => [
      ...onScene(cast),
      found('tool'),
      secured(cast),
      found('legitimate', hours(20)),
      [120, 'officer', 'cash.handedBack', { part: 'cash-1', receipt: `TH-${cast.n}` }],
      ...fedBack('legitimate'),
    ],
  },
  {
    cases: 1,
    ago: [hours(40), hours(40)],
    lines: (cast) => [
      ...onScene(cast),
      found('undetermined'),
      secured(cast),
      because(hours(6), 'officer', 'cash.unrelated', '经查为本人合法收入', 'cash-1'),
    ],
  },
  // Gone before anyone came: still looked for, lost, or never ours.
  {
    cases: 3,
    ago: [days(6), days(1)],
    lines: (cast) => [
      ...enRoute(cast),
      [3, 'teller', 'lead.subjectLeft', { means: 'rideHailing', direction: '往中山中路方向', plate: '桂C00000' }],
      [4, 'officer', 'lead.arrived', { officers: cast.officers }],
      [5, 'duty', 'cash.sought', { amount: cast.amount, where: '交给网约车司机' }],
      found('suspect'),
      filed(cast, 90),
    ],
  },
  {
    cases: 2,
    ago: [days(33), days(8)],
    lines: (cast) => [
      ...onScene(cast),
      found('suspect'),
      [5, 'duty', 'cash.sought', { amount: cast.amount, where: '交给同伙' }],
      because(hours(4), 'officer', 'suspect.dismissed', '经查当时不在现场', 'suspect-1'),
      [hours(2), 'officer', 'cash.lost', { part: 'cash-1', how: '已转移至外省，未能追回' }],
      [10, 'desk', 'account.emptied', { part: 'account-1', whereTo: '已取现' }],
      filed(cast, 60),
      ...fedBack('lost'),
    ],
  },
  {
    cases: 1,
    ago: [days(18), days(18)],
    lines: (cast) => [
      ...onScene(cast),
      [3, 'officer', 'cash.sought', { amount: cast.amount, where: '网点外' }],
      found('legitimate'),
      ...fedBack('legitimate'),
    ],
  },
];
