import type { Json } from '../../engine/definition/index.js';
import { at, type Cast, notes } from './cast.js';
import type { Line } from './scenario.js';

/** What many past cases have in common. */

const flags = [
  ['RAPID_IN_OUT', 'OUT_OF_PROVINCE_MULTI_SOURCE', 'SCRIPTED_REMOTE_DIRECTED'],
  ['PURPOSE_INCONSISTENT', 'ABNORMAL_LIQUIDATION'],
  ['SOURCE_UNEXPLAINED', 'EVASIVE_OR_FLIGHT', 'GROUP_PROXY_MULTI_CARD'],
  ['SECRECY_OR_COACHED', 'PHONE_CONTROLLED', 'HANDOVER_TO_STRANGER'],
  ['TEST_DORMANT_OR_RESTRICTED', 'SCRIPTED_REMOTE_DIRECTED'],
];

const doubts = ['用途前后不一，正在核实', '资金快进快出，等待核实', '受人电话指挥，等待核实', '取现理由与流水不符'];

/** What the teller reports; fields may be replaced. */
export function report(cast: Cast, more: Readonly<Record<string, Json>> = {}): Readonly<Record<string, Json>> {
  const { n, amount, account, bank, customer } = cast;
  return {
    subject: n % 4 === 3 ? 'transfer' : 'withdrawal',
    suspectedRole: 'unknown',
    amount,
    account: { number: account, bank, holder: customer.name },
    customer: { idType: 'residentId', ...customer },
    indicators: at(flags, n),
    questions: { knowsPayee: 'no', purposeClear: 'unclear', knowsScams: n % 2 === 0 ? 'yes' : 'no' },
    hold: { minutes: 20, reason: at(doubts, n), told: 'now' },
    ...more,
  };
}

/** Reported by the teller. */
export function reported(cast: Cast, more?: Readonly<Record<string, Json>>): Line[] {
  return [[0, 'teller', 'lead.reported', report(cast, more)]];
}

/** Two officers on their way. */
export function enRoute(cast: Cast, more?: Readonly<Record<string, Json>>): Line[] {
  return [
    ...reported(cast, more),
    [1, 'duty', 'lead.acknowledged'],
    [1, 'duty', 'lead.dispatched', { station: cast.station }],
    [2, 'station', 'lead.accepted', { officers: cast.officers }],
  ];
}

/** Two officers on the scene. */
export function onScene(cast: Cast, more?: Readonly<Record<string, Json>>): Line[] {
  return [...enRoute(cast, more), [6 + (cast.n % 6), 'officer', 'lead.arrived', { officers: cast.officers }]];
}

const reasons: Readonly<Record<string, string>> = {
  suspect: '说不清汇款人，手机内有取现指令',
  victim: '正受电话指挥转移资金，未察觉被骗',
  tool: '为“刷流水贷款”代人取现，本人未获利',
  undetermined: '去向存疑，需向外省核查',
  legitimate: '购房合同与收款方一致',
};

/** The officers' finding. */
export function found(finding: string, minutes = 5): Line {
  const said = { finding, reason: reasons[finding] ?? '' };
  const body = finding === 'legitimate' ? { ...said, grounds: ['purposeEvidence', 'independentContact'] } : said;
  return [minutes, 'officer', 'lead.classified', body];
}

/** The cash is in sight of two officers, drawn from the first account. */
export function secured(cast: Cast, minutes = 3): Line {
  return [
    minutes,
    'officer',
    'cash.secured',
    {
      amount: cast.amount,
      denominations: notes(cast.amount),
      heldBy: cast.customer.name,
      where: '网点柜台',
      officers: cast.officers,
      from: 'account-1',
    },
  ];
}

/** The case is filed. */
export function filed(cast: Cast, minutes = 40, kind = 'criminal'): Line {
  return [
    minutes,
    'officer',
    'lead.filed',
    ({ now }) => ({ caseNumber: `演示立字${cast.n}号`, kind, organ: `桂林市公安局${cast.station}分局`, filedAt: now }),
  ];
}

/** Cash or gold is approved for seizure, seized, and taken into custody. */
export function inCustody(cast: Cast, kind: 'cash' | 'gold' = 'cash', amount = cast.amount): Line[] {
  const part = `${kind}-1`;
  return [
    [15, 'head', `${kind}.seizureApproved`, { part, decisionNumber: `演示扣字${cast.n}号` }],
    [10, 'officer', `${kind}.seized`, seizure(cast, part)],
    [90, 'keeper', `${kind}.custodyAccepted`, { part, amount }],
  ];
}

/** Two officers, a witness, a list. */
export function seizure(cast: Cast, part = 'cash-1'): Readonly<Record<string, Json>> {
  const witness = { name: '路见证', relation: 'none' };
  return { part, officers: cast.officers, witness, listNumber: `KY-${cast.n}` };
}

/** A victim is found, heard, and has reported elsewhere. */
export function victim(cast: Cast, part = 'victim-1'): Line[] {
  const { name, phone } = part === 'victim-1' ? cast.victim : cast.second;
  return [
    [30, 'duty', 'victim.identified', { name, phone }],
    [20, 'duty', 'victim.contacted', { part, channel: '110 核验后回拨' }],
    [15, 'duty', 'victim.verified', { part, how: '转账凭证与流水一致' }],
    [15, 'duty', 'victim.reportLinked', { part, caseNumber: `A99-${cast.n}`, organ: '外省某市公安局反诈中心' }],
  ];
}

/** The victim claims the cash, or another asset. */
export function claimed(amount: string, part = 'victim-1', minutes = 20, asset = 'cash-1'): Line {
  return [
    minutes,
    'duty',
    'claim.filed',
    ({ before }) => ({ victim: part, asset, amount, paidInAt: before, how: '手机银行转账' }),
  ];
}

/** Somebody else has traced the money to it. */
export function traced(part = 'claim-1'): Line {
  return [60, 'officer', 'claim.verified', { part, trace: '逐笔对应，中间无其他入账' }];
}

/** The return is proposed. */
export const proposed = proposedOf('cash-1');

/** The return of this asset is proposed. */
export function proposedOf(asset: string): Line {
  return [30, 'officer', 'return.proposed', { asset, mode: 'physical' }];
}

/** The head of the sub-bureau approves exactly this proposal. */
export const approved: Line = [
  120,
  'head',
  'return.approved',
  ({ fact }) => ({ part: 'return-1', proposal: fact('return-1', 'proposal') }),
];

/** Handed over to the victim. */
export function returned(cast: Cast): Line {
  const { name, idNumber } = cast.victim;
  return [
    180,
    'keeper',
    'return.executed',
    { part: 'return-1', receivedBy: { name, idNumber }, listNumber: `FH-${cast.n}` },
  ];
}

/** The bank is told, and reads it. */
export function fedBack(result: string, minutes = 30): Line[] {
  return [
    [minutes, 'duty', 'lead.feedbackSent', { result }],
    [25, 'teller', 'lead.feedbackAcknowledged'],
  ];
}

/** An event on a part with no more to say than a reason. */
export function because(minutes: number, who: Line[1], event: string, reason: string, part?: string): Line {
  return [minutes, who, event, part === undefined ? { reason } : { part, reason }];
}
