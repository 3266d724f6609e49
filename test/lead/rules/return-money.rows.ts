import { frozen } from '../freezing.js';
import type { Outcome, Play } from '../play.js';
import {
  announced,
  approved,
  approves,
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
import { approved as cashApproved, claim, inCustody, receiver, victim } from '../scenes.js';
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

function announces(play: Play, time = '17:40'): Outcome {
  return play.record(time, 'duty', 'return.announced', notice);
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
