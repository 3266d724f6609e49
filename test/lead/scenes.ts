import { textIn } from '../../src/lead/facts.js';
import { Play } from './play.js';

/** Scenes that many stories share, on 18 November 2024. */

export const both = ['officer', 'officer2'];

/** The teller's report of the Guilin case. */
export const report = {
  subject: 'withdrawal',
  suspectedRole: 'suspect',
  amount: '20000000',
  account: { number: '6217000099990001234', bank: 'bank-a', holder: '张某' },
  customer: { name: '张某', idType: 'residentId', idNumber: '990101199001011237', phone: '19900000001' },
  indicators: ['RAPID_IN_OUT', 'OUT_OF_PROVINCE_MULTI_SOURCE', 'SCRIPTED_REMOTE_DIRECTED'],
  questions: { knowsPayee: 'no', purposeClear: 'no', knowsScams: 'yes' },
  riskNotice: { version: '2024-11', signed: false },
  hold: { minutes: 20, reason: '正在核实', told: 'now' },
};

/** The report without these fields. */
export function reportWithout(...fields: string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(report).filter(([name]) => !fields.includes(name)));
}

/** Reported at 15:00. */
export function reported(body: Record<string, unknown> = report): Play {
  return new Play().do('15:00', 'teller', 'lead.reported', body);
}

/** Dispatched at 15:01, accepted at 15:03. */
export function enRoute(body?: Record<string, unknown>): Play {
  return reported(body)
    .do('15:01', 'duty', 'lead.dispatched', { station: 'xiufeng' })
    .do('15:03', 'station', 'lead.accepted', { officers: both });
}

/** Officers on the scene at 15:10. */
export function onScene(body?: Record<string, unknown>): Play {
  return enRoute(body).do('15:10', 'officer', 'lead.arrived', { officers: both });
}

export function find(play: Play, finding = 'suspect', time = '15:14'): Play {
  return play.do(time, 'officer', 'lead.classified', { finding, reason: '核实情况' });
}

/** On the scene, and found at 15:14. */
export function found(finding = 'suspect', body?: Record<string, unknown>): Play {
  return find(onScene(body), finding);
}

export function fileCase(play: Play, time = '15:30', kind = 'criminal'): Play {
  return play.do(time, 'officer', 'lead.filed', {
    caseNumber: 'A1',
    kind,
    organ: '秀峰分局',
    filedAt: '2024-11-18T15:15:00+08:00',
  });
}

export function cashBody(amount = '20000000', from: string | undefined = 'account-1'): Record<string, unknown> {
  const denominations = { '10000': Number(amount) / 10000 };
  const body = { amount, denominations, heldBy: '张某', where: '3 号窗口', officers: both };
  return from === undefined ? body : { ...body, from };
}

export function secure(play: Play, amount?: string, time = '15:16'): Play {
  return play.do(time, 'officer', 'cash.secured', cashBody(amount));
}

export const seizure = { officers: both, witness: { name: '李某', relation: 'none' }, listNumber: 'L1' };

/** Approved, seized and in custody by 17:00. */
export function seize(play: Play, part = 'cash-1'): Play {
  const kind = kindOfPart(part);
  return play
    .do('15:31', 'county', `${kind}.seizureApproved`, { part, decisionNumber: 'D1' })
    .do('15:32', 'officer', `${kind}.seized`, { part, ...seizure })
    .do('17:00', 'custodian', `${kind}.custodyAccepted`, { part, amount: play.facts(part)['amount'] });
}

/** `gold-1` → `gold`. */
export function kindOfPart(part: string): string {
  return part.slice(0, part.indexOf('-'));
}

/** A gold lead: the weight, and the money in the account that pays. */
export const goldReport = {
  ...report,
  subject: 'goldPurchase',
  amount: '135000',
  account: { ...report.account, amount: '20000000' },
  indicators: ['GOLD_THIRD_PARTY_PAYS', 'GOLD_SWEEPS_STOCK'],
};

/** 135 g of gold, paid with CNY 83,700 from the account. */
export const goldBody = {
  amount: '135000',
  pieces: 3,
  description: '投资金条三根',
  heldBy: '张某',
  where: '贵金属柜台',
  officers: both,
  from: 'account-1',
  paid: '8370000',
};

/** 30 g of gold that nobody knows the price of: no high value. */
export const littleGold = { ...goldBody, amount: '30000', pieces: 1, from: undefined, paid: undefined };

export function secureGold(play: Play, body: Record<string, unknown> = goldBody, time = '15:16'): Play {
  return play.do(time, 'officer', 'gold.secured', body);
}

/** Found a suspect, the case filed, 135 g of gold in custody. */
export function goldInCustody(): Play {
  return seize(fileCase(secureGold(found('suspect', goldReport))), 'gold-1');
}

export const assay = { part: 'gold-1', fineness: 9999, assayer: '质检所', photo: 'ZP1' };
export const valuation = { part: 'gold-1', value: '8302500', priceDate: '2024-11-18', valuer: '价格认证中心' };

export const flag = {
  carrier: '某速运',
  waybill: 'YD0000000001',
  recipient: { name: '赵某', phone: '19900000007', address: '外省某市某路1号' },
};

/** A parcel is flagged at 15:15 and held by its carrier at 15:20. */
export function carrierHeld(play: Play): Play {
  return play
    .do('15:15', 'teller', 'parcel.flagged', flag)
    .do('15:20', 'officer', 'parcel.carrierHeld', { part: 'parcel-1', place: '中转场' });
}

/** Held, the case filed, the seizure approved at 15:40. */
export function parcelApproved(play: Play = found()): Play {
  return fileCase(carrierHeld(play)).do('15:40', 'county', 'parcel.seizureApproved', {
    part: 'parcel-1',
    decisionNumber: 'D2',
  });
}

/** 200 g of gold and CNY 10,000 in the parcel. */
export const parcelContents = {
  part: 'parcel-1',
  officers: both,
  video: 'LX3',
  where: '派出所',
  cash: { amount: '1000000', denominations: { '10000': 100 } },
  gold: { amount: '200000', pieces: 2, description: '金条两根' },
};

/** Assayed and valued by the custodian. */
export function valued(play: Play, time = '17:05'): Play {
  return play.do(time, 'custodian', 'gold.assayed', assay).do(time, 'custodian', 'gold.valued', valuation);
}

/** Found a suspect, the case filed, CNY 200,000 in custody. */
export function inCustody(amount?: string): Play {
  return seize(fileCase(secure(found(), amount)));
}

/** A victim whose own report elsewhere is linked. Returns the play and the new id. */
export function victim(play: Play, time = '17:10'): string {
  const part = `victim-${play.ids('victim').length + 1}`;
  play
    .do(time, 'duty', 'victim.identified', { name: '王某', phone: '19900000002' })
    .do(time, 'duty', 'victim.contacted', { part, channel: '110' })
    .do(time, 'duty', 'victim.verified', { part, how: '转账凭证' })
    .do(time, 'duty', 'victim.reportLinked', { part, caseNumber: 'B2', organ: '玄武分局' });
  return part;
}

export function claimBody(of: string, amount: string, asset = 'cash-1'): Record<string, unknown> {
  return { victim: of, asset, amount, paidInAt: '2024-11-18T14:20:00+08:00', how: '手机银行' };
}

/** A claim filed by the center and verified by an officer. */
export function claim(play: Play, of: string, amount: string, time = '17:20', asset = 'cash-1'): string {
  const part = `claim-${play.ids('claim').length + 1}`;
  play
    .do(time, 'duty', 'claim.filed', claimBody(of, amount, asset))
    .do(time, 'officer', 'claim.verified', { part, trace: '14:21 到账' });
  return part;
}

export const receiver = { receivedBy: { name: '王某', idNumber: '990102198001010022' }, listNumber: 'L2' };

export function propose(play: Play, time = '17:30', asset = 'cash-1'): Play {
  return play.do(time, 'officer', 'return.proposed', { asset, mode: 'physical' });
}

export function approve(play: Play, part = 'return-1', time = '17:40'): Play {
  return play.do(time, 'county', 'return.approved', { part, proposal: play.facts(part)['proposal'] });
}

/** Claimed in full by one victim, proposed and approved. */
export function approved(): Play {
  const play = inCustody();
  claim(play, victim(play), '20000000');
  return approve(propose(play));
}

export function handOut(play: Play, part = 'return-1', time = '18:00'): Play {
  return play.do(time, 'custodian', 'return.executed', { part, ...receiver });
}

/** Caught at 15:17, in the hands of the police. */
export function caught(play: Play = fileCase(found())): Play {
  return play.do('15:40', 'officer', 'suspect.caught', { part: 'suspect-1', where: '网点' });
}

export function detain(play: Play, time = '19:00'): Play {
  return play.do(time, 'officer', 'suspect.detained', { part: 'suspect-1', decisionNumber: 'D1' });
}

/** The final word to the bank, read at once. */
export function feedBack(play: Play, result: string, time = '20:10'): Play {
  return play.do(time, 'duty', 'lead.feedbackSent', { result }).do(time, 'teller', 'lead.feedbackAcknowledged');
}

/** Who gets how much, `10000/5000`. */
export function shares(play: Play, part = 'return-1'): string {
  const lines = play.facts(part)['allocation'];
  return Array.isArray(lines) ? lines.map((line) => textIn(line, 'amount')).join('/') : '';
}
