import { frozen, frozenBesideCash } from '../freezing.js';
import type { Outcome, Play } from '../play.js';
import {
  announced,
  approved,
  approves,
  claimed,
  flowOf,
  moneyClaim,
  notice,
  objected,
  payments,
  pays,
  proposed,
  proposes,
  served,
  service,
  traced,
  twoMixed,
  twoTraced,
} from '../returning-money.js';
import {
  approved as cashApproved,
  claim,
  claimBody,
  elsewhere,
  inCustody,
  leaving,
  receiver,
  victim,
} from '../scenes.js';
import { type Row, row } from './row.js';

function filesClaim(more: Record<string, unknown>): Outcome {
  const play = frozen();
  return play.record('17:20', 'duty', 'claim.filed', moneyClaim(victim(play), '1000000', more));
}

function verifies(inflows: string[]): Outcome {
  const play = traced();
  return play
    .do('17:20', 'duty', 'claim.filed', moneyClaim(victim(play), '1000000'))
    .record('17:21', 'officer', 'claim.verified', { part: 'claim-1', trace: '流水', inflows });
}

/** CNY 120,000 claimed and verified as A. */
function correctsClaim(field: string, value: unknown): Outcome {
  return claimed(traced(), '12000000', ['A']).record('17:30', 'officer2', 'claim.rectified', {
    part: 'claim-1',
    field,
    value,
    reason: '有误',
  });
}

const inCash = (amount: string, more: Record<string, unknown> = {}) => ({ ...claimBody('victim-1', amount), ...more });

/** CNY 150,000 of one payment are claimed on the frozen account; the rest of it may lie in the cash. */
function claimsCashToo(amount: string, more: Record<string, unknown> = {}): Outcome {
  return claimedOnAccount().record('17:30', 'duty', 'claim.filed', inCash(amount, more));
}

function claimedOnAccount(): Play {
  const play = frozenBesideCash();
  return play.do('17:20', 'duty', 'claim.filed', moneyClaim(victim(play), '15000000'));
}

function correctsCashClaim(amount: string): Outcome {
  return claimedOnAccount()
    .do('17:30', 'duty', 'claim.filed', inCash('4000000', { lost: '20000000' }))
    .record('17:40', 'officer', 'claim.rectified', { part: 'claim-2', field: 'amount', value: amount, reason: '有误' });
}

function tracesAnew(...lines: string[]): Outcome {
  return twoTraced().record('17:25', 'officer', 'account.traced', flowOf(...lines));
}

function announces(play: Play, time = '17:40'): Outcome {
  return play.record(time, 'duty', 'return.announced', notice);
}

function announcesAt(at: string): Outcome {
  return proposed(twoMixed(), 'proRata').record('17:40', 'duty', 'return.announced', { ...notice, at });
}

function proposesCash(play: Play): Outcome {
  return play.record('19:50', 'officer', 'return.proposed', { asset: 'cash-1', mode: 'physical' });
}

function serves(play: Play, officers: string[] = service.officers): Outcome {
  return play.record('17:50', 'officer', 'return.noticeServed', { ...service, officers });
}

function corrects(who: 'bankdesk' | 'bankdesk2'): Outcome {
  return served().record('18:00', who, 'return.corrected', { part: 'return-1', reason: '户名不符' });
}

function resolves(number: number): Outcome {
  const answer = { part: 'return-1', objection: number, how: '已核对' };
  return objected().record('11-21 10:00', 'duty', 'return.objectionResolved', answer);
}

/** Two victims' claims on the cash, approved. */
function cashOfTwo(): Play {
  const play = inCustody();
  claim(play, victim(play), '10000000');
  claim(play, victim(play), '5000000');
  play.do('17:30', 'officer', 'return.proposed', { asset: 'cash-1', mode: 'physical' });
  const proposal = play.facts('return-1')['proposal'];
  return play.do('17:40', 'county', 'return.approved', { part: 'return-1', proposal });
}

function handsOut(receipts: unknown): Outcome {
  return cashOfTwo().record('18:00', 'custodian', 'return.executed', { part: 'return-1', receipts });
}

const receipts = ['claim-1', 'claim-2'].map((one) => ({ claim: one, ...receiver }));

/** Money of an account on its way back, and the signatures and payments of every return. */
export const returnMoneyRows: readonly Row[] = [
  row(
    'claim.filed',
    'originalAccountKnown',
    () => filesClaim({ paidFrom: undefined }),
    () => filesClaim({}),
  ),
  row(
    'claim.verified',
    'inflowsOfThisAccount',
    () => verifies(['Z']),
    () => verifies(['A']),
  ),
  row(
    'claim.filed',
    'lossNotClaimedTwice',
    () => claimsCashToo('5000000'),
    () => claimsCashToo('5000000', { lost: '20000000' }),
  ),
  row(
    'claim.rectified',
    'inflowsOfThisAccount',
    () => correctsClaim('inflows', ['Z']),
    () => correctsClaim('inflows', ['A', 'B']),
  ),
  row(
    'claim.rectified',
    'lossNotClaimedTwice',
    () => correctsCashClaim('5000001'),
    () => correctsCashClaim('5000000'),
  ),
  row(
    'account.traced',
    'claimedLinesStay',
    () => tracesAnew('+120000 A', '+80000 C'),
    () => tracesAnew('+10000 Z', '+120000 A', '+80000 B', '-10000'),
  ),
  row(
    'return.announced',
    'notBeforeProposal',
    () => announcesAt('2024-11-18T17:27:59+08:00'),
    () => announcesAt('2024-11-18T17:28:00+08:00'),
  ),
  row(
    'return.proposed',
    'nothingBeingTransferred',
    () => proposesCash(leaving()),
    () => proposesCash(leaving({ ...elsewhere, mode: 'cooperate' })),
  ),
  row(
    'return.proposed',
    'modeFitsAsset',
    () => proposes(twoTraced(), 'physical'),
    () => proposes(twoTraced(), 'timestamp'),
  ),
  row(
    'return.proposed',
    'modeAsTraced',
    () => proposes(twoTraced(), 'proRata'),
    () => proposes(twoMixed(), 'proRata'),
  ),
  row(
    'return.announced',
    'proRataOnly',
    () => announces(proposed(twoTraced(), 'timestamp')),
    () => announces(proposed(twoMixed(), 'proRata')),
  ),
  row(
    'return.announced',
    'notAnnouncedBefore',
    () => announces(proposed(twoMixed(), 'proRata').alter('return-1', { facts: { noticeEndsAt: '2024-12-18' } })),
    () => announces(proposed(twoMixed(), 'proRata')),
  ),
  row(
    'return.objectionResolved',
    'objectionOpen',
    () => resolves(2),
    () => resolves(1),
  ),
  row(
    'return.approved',
    'noticeOver',
    () => approves(announced(), 'city', '12-18 17:34'),
    () => approves(announced(), 'city', '12-18 17:35'),
  ),
  row(
    'return.noticeServed',
    'accountMoneyOnly',
    () => serves(cashApproved()),
    () => serves(approved()),
  ),
  row(
    'return.noticeServed',
    'twoOfficers',
    () => serves(approved(), ['officer']),
    () => serves(approved()),
  ),
  row(
    'return.noticeServed',
    'ownOfficers',
    () => serves(approved(), ['officer', 'officer3']),
    () => serves(approved()),
  ),
  row(
    'return.corrected',
    'rightHands',
    () => corrects('bankdesk2'),
    () => corrects('bankdesk'),
  ),
  row(
    'return.executed',
    'rightHands',
    () => pays(served(), {}, 'bankdesk2'),
    () => pays(served()),
  ),
  row(
    'return.executed',
    'noticeServedFirst',
    () => pays(approved()),
    () => pays(served()),
  ),
  row(
    'return.executed',
    'everybodyPaid',
    () => pays(served(), { payments: payments.slice(1) }),
    () => pays(served()),
  ),
  row(
    'return.executed',
    'everybodySigned',
    () => handsOut([receipts[0], receipts[0]]),
    () => handsOut(receipts),
  ),
];
