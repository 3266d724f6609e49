import type { Row } from './play.js';

/** Scenes that several stories share; `n` makes accounts and customers of their own. */

export const reason = '录入有误，经核对更正';

export const report = (n: number) => ({
  subject: 'withdrawal',
  suspectedRole: 'unknown',
  amount: '20000000',
  account: { number: `62170000999910${n}`, bank: 'bank-a', holder: '陆示例' },
  customer: { name: '陆示例', idType: 'residentId', idNumber: `9901011990020${n}`, phone: '19900000003' },
  indicators: ['PURPOSE_INCONSISTENT', 'ABNORMAL_LIQUIDATION'],
  hold: { minutes: 20, reason: '用途前后不一', told: 'now' },
});

export const officers = { officers: ['officer', 'officer2'] };

export const toTheFinding = (n: number): Row[] => [
  ['15:00', 'teller', 'lead.reported', report(n), { 'lead-1': 'reported', 'hold-1': 'active' }],
  ['15:02', 'duty', 'lead.dispatched', { station: 'xiufeng' }, { 'lead-1': 'dispatched' }],
  ['15:03', 'station', 'lead.accepted', officers, { 'lead-1': 'enRoute' }],
  ['15:08', 'officer', 'lead.arrived', officers, { 'lead-1': 'onScene' }],
  [
    '15:10',
    'officer',
    'lead.classified',
    { finding: 'suspect', reason: '持有取现话术' },
    { 'suspect-1': 'identified' },
  ],
];

export const cash = {
  ...officers,
  amount: '20000000',
  denominations: { '10000': 2000 },
  heldBy: '陆示例',
  where: '柜台',
  from: 'account-1',
};

export const filing = { caseNumber: 'A1', kind: 'criminal', organ: '秀峰分局', filedAt: '2024-11-18T15:30:00+08:00' };

/** CNY 200,000 in custody, one victim who claims all of it, and a proposal. */
export const toTheProposal = (n: number): Row[] => [
  ...toTheFinding(n),
  ['15:12', 'officer', 'cash.secured', cash, { 'cash-1': 'secured', 'account-1': 'drawnOut' }],
  ['15:31', 'officer', 'lead.filed', filing, { 'lead-1': 'filed' }],
  ['15:40', 'county', 'cash.seizureApproved', { part: 'cash-1', decisionNumber: 'D1' }, { 'cash-1': 'secured' }],
  [
    '15:50',
    'officer',
    'cash.seized',
    { part: 'cash-1', ...officers, video: 'LX-1', listNumber: 'KY1' },
    { 'cash-1': 'seized' },
  ],
  ['17:00', 'custodian', 'cash.custodyAccepted', { part: 'cash-1', amount: '20000000' }, { 'cash-1': 'inCustody' }],
  ['17:10', 'duty', 'victim.identified', { name: '王示例', phone: '19900000005' }, { 'victim-1': 'candidate' }],
  [
    '17:20',
    'duty',
    'claim.filed',
    {
      victim: 'victim-1',
      asset: 'cash-1',
      amount: '20000000',
      paidInAt: '2024-11-18T14:20:00+08:00',
      how: '手机银行',
    },
    { 'claim-1': 'filed' },
  ],
  ['17:25', 'officer', 'claim.verified', { part: 'claim-1', trace: '14:21 到账' }, { 'claim-1': 'verified' }],
  ['17:30', 'officer', 'return.proposed', { asset: 'cash-1', mode: 'physical' }, { 'return-1': 'proposed' }],
];
