import type { Actor } from '../../../src/engine/definition/index.js';
import {
  account,
  freezeBody,
  frozen,
  order,
  ordered,
  renewal,
  renewalOrdered,
  requested,
  returning,
  stopped,
} from '../freezing.js';
import type { Who } from '../people.js';
import type { Outcome, Play } from '../play.js';
import { fileCase, found, onScene, report, secure } from '../scenes.js';
import { type Row, row } from './row.js';

const bureau = { code: 'xiufeng-bureau', kind: 'bureau', level: 'county' };
const officerAsApprover: Actor = { account: 'officer', role: 'approver', org: bureau };
const colleagueAsApprover: Actor = { account: 'officer2', role: 'approver', org: bureau };
const withoutLevel: Actor = { account: 'chief', role: 'approver', org: { code: 'xiufeng', kind: 'station' } };
const otherBank: Actor = { account: 'bankdesk2', role: 'bankDesk', org: { code: 'bank-b', kind: 'bank' } };
const reason = '核实后';

/** What only the bank that keeps the account may record. */
function ownBank(event: string, scene: () => Play, body: Record<string, unknown>, time: string): Row {
  const records = (who: Who | Actor) => scene().record(time, who, event, { part: account, ...body });
  return row(
    event,
    'bankOfTheAccount',
    () => records(otherBank),
    () => records('bankdesk'),
  );
}

const stopOrdered = () => found().do('15:20', 'duty', 'account.stopPayOrdered', { part: account, orderNumber: 'S1' });
const lifting = (play: Play, time = '17:10') =>
  play.do(time, 'officer', 'account.unfreezeOrdered', { part: account, orderNumber: 'U1' });

const banks: Row[] = [
  ownBank('account.stopPaid', stopOrdered, { amount: '1' }, '15:21'),
  ownBank('account.stopPayRefused', stopOrdered, { reason }, '15:21'),
  ownBank('account.frozen', ordered, { amount: '1' }, '17:00'),
  ownBank('account.freezeQueued', ordered, { organ: '玄武分局' }, '17:00'),
  ownBank('account.freezeRenewed', renewalOrdered, { until: '2025-11-01T00:00:00+08:00' }, '2025-05-11 10:00'),
  ownBank('account.unfrozen', () => lifting(frozen()), { reason }, '17:20'),
  ownBank('account.emptied', stopped, { whereTo: '外省' }, '17:00'),
];

function stops(amount: string): Outcome {
  return stopOrdered().record('15:21', 'bankdesk', 'account.stopPaid', { part: account, amount });
}

function requests(play: Play, more: Record<string, unknown> = {}): Outcome {
  return play.record('16:00', 'officer', 'account.freezeRequested', freezeBody(more));
}

const nameless = { ...report, account: { number: '6217000099990001234', bank: 'bank-a' } };
const named = () =>
  stopped(nameless).do('15:50', 'duty', 'account.rectified', { part: account, field: 'holder', value: '张某', reason });

const requesting: Row[] = [
  row(
    'account.stopPaid',
    'notAboveSumInQuestion',
    () => stops('20000001'),
    () => stops('20000000'),
  ),
  row(
    'account.freezeRequested',
    'caseFiled',
    () => requests(found()),
    () => requests(fileCase(found())),
  ),
  row(
    'account.freezeRequested',
    'holderKnown',
    () => requests(stopped(nameless)),
    () => requests(named()),
  ),
  row(
    'account.freezeRequested',
    'notAboveSumInQuestion',
    // CNY 50,000 came out as cash: only the rest is still in question there.
    () => requests(fileCase(secure(found(), '5000000')), { amount: '15000001' }),
    () => requests(fileCase(secure(found(), '5000000')), { amount: '15000000' }),
  ),
];

function orders(play: Play, who: Who | Actor, more: Record<string, unknown> = {}, time = '16:30'): Outcome {
  return play.record(time, who, 'account.freezeOrdered', { ...order, ...more });
}

function lessInQuestion(play: Play): Play {
  const correction = { part: account, field: 'amount', value: '15000000', reason };
  return play.do('16:10', 'bankdesk', 'account.rectified', correction);
}

function refuses(who: Who | Actor): Outcome {
  return requested().record('16:30', who, 'account.freezeRefused', { part: account, reason });
}

const ordering: Row[] = [
  row(
    'account.freezeOrdered',
    'notTheRequester',
    () => orders(requested(), officerAsApprover),
    () => orders(requested(), 'county'),
  ),
  row(
    'account.freezeOrdered',
    'approverNotOfThisCase',
    () => orders(requested(), colleagueAsApprover),
    () => orders(requested(), 'county'),
  ),
  row(
    'account.freezeOrdered',
    'approverLevel',
    () => orders(requested(), withoutLevel),
    () => orders(requested(), 'city'),
  ),
  row(
    'account.freezeOrdered',
    'yearByCity',
    () => orders(requested(stopped(), { months: 7 }), 'county'),
    () => orders(requested(stopped(), { months: 12 }), 'city'),
  ),
  // The sum in question turned out smaller after the request.
  row(
    'account.freezeOrdered',
    'requestWithinSum',
    () => orders(lessInQuestion(requested()), 'county'),
    () => orders(lessInQuestion(requested(stopped(), { amount: '15000000' })), 'county'),
  ),
  row(
    'account.freezeOrdered',
    'notBeforeFiling',
    () => orders(requested(), 'county', { at: '2024-11-18T15:12:00+08:00' }),
    () => orders(requested(), 'county', { at: '2024-11-18T15:15:00+08:00' }),
  ),
  row(
    'account.freezeOrdered',
    'orderedWhileStopped',
    () => orders(requested(), 'county', { at: '2024-11-20T15:22:00+08:00' }, '11-20 16:00'),
    () => orders(requested(), 'county', { at: '2024-11-20T15:21:00+08:00' }, '11-20 16:00'),
  ),
  row(
    'account.freezeRefused',
    'approverNotOfThisCase',
    () => refuses(colleagueAsApprover),
    () => refuses('county'),
  ),
  row(
    'account.freezeRefused',
    'approverLevel',
    () => refuses(withoutLevel),
    () => refuses('city'),
  ),
];

function freezes(play: Play, more: Record<string, unknown> = {}, time = '17:00'): Outcome {
  return play.record(time, 'bankdesk', 'account.frozen', { part: account, amount: '20000000', ...more });
}

const drawnMeanwhile = () =>
  ordered().do('16:40', 'officer', 'cash.secured', {
    officers: ['officer', 'officer2'],
    amount: '10000',
    denominations: { '10000': 1 },
    heldBy: '张某',
    where: '自助机',
    from: account,
  });

const freezing: Row[] = [
  row(
    'account.frozen',
    'notAboveOrder',
    () => freezes(ordered(requested(stopped(), { amount: '19000000' })), { amount: '19000001' }),
    () => freezes(ordered(requested(stopped(), { amount: '19000000' })), { amount: '19000000' }),
  ),
  row(
    'account.frozen',
    'notAboveSumInQuestion',
    () => freezes(drawnMeanwhile(), { amount: '20000000' }),
    () => freezes(drawnMeanwhile(), { amount: '19990000' }),
  ),
  row(
    'account.frozen',
    'notBeforeOrder',
    () => freezes(ordered(), { frozenAt: '2024-11-18T16:27:00+08:00' }),
    () => freezes(ordered(), { frozenAt: '2024-11-18T16:30:00+08:00' }),
  ),
  row(
    'account.frozen',
    'frozenWhileStopped',
    () => freezes(ordered(), { frozenAt: '2024-11-20T15:22:00+08:00' }, '11-20 16:00'),
    () => freezes(ordered(), { frozenAt: '2024-11-20T15:21:00+08:00' }, '11-20 16:00'),
  ),
];

function ordersRenewal(who: Who | Actor, more: Record<string, unknown> = {}, time = '2025-05-10 10:00'): Outcome {
  return frozen().record(time, who, 'account.renewalOrdered', { ...renewal, ...more });
}

function renews(play: Play, more: Record<string, unknown> = {}, time = '2025-05-12 10:00'): Outcome {
  const until = '2025-11-18T17:00:00+08:00';
  return play.record(time, 'bankdesk', 'account.freezeRenewed', { part: account, until, ...more });
}

const renewing: Row[] = [
  row(
    'account.renewalOrdered',
    'approverNotOfThisCase',
    () => ordersRenewal(colleagueAsApprover),
    () => ordersRenewal('county'),
  ),
  row(
    'account.renewalOrdered',
    'approverLevel',
    () => ordersRenewal(withoutLevel),
    () => ordersRenewal('city'),
  ),
  row(
    'account.renewalOrdered',
    'yearByCity',
    () => ordersRenewal('county', { months: 7 }),
    () => ordersRenewal('city', { months: 7 }),
  ),
  row(
    'account.renewalOrdered',
    'renewalInTime',
    () => ordersRenewal('county', { at: '2025-05-18T17:01:00+08:00' }, '2025-05-19 09:00'),
    () => ordersRenewal('county', { at: '2025-05-18T17:00:00+08:00' }, '2025-05-19 09:00'),
  ),
  row(
    'account.freezeRenewed',
    'renewalOrdered',
    () => renews(frozen()),
    () => renews(renewalOrdered()),
  ),
  row(
    'account.freezeRenewed',
    'renewedInTime',
    () => renews(renewalOrdered(), {}, '2025-05-19 09:00'),
    () => renews(renewalOrdered(), { renewedAt: '2025-05-18T16:59:00+08:00' }, '2025-05-19 09:00'),
  ),
  row(
    'account.freezeRenewed',
    'withinRenewal',
    () => renews(renewalOrdered(), { until: '2025-11-18T17:01:00+08:00' }),
    () => renews(renewalOrdered(), { until: '2025-11-18T17:00:00+08:00' }),
  ),
];

/** The order to lift was there before the return. */
const liftedBefore = (play: Play) => play.alter(account, { facts: { unfreezeOrder: 'U1' } });
const withdrawn = (play: Play) => play.do('17:45', 'officer', 'return.withdrawn', { part: 'return-1', reason: '有误' });

/** An order to lift; the claim is turned down first, or still stands. */
function ordersLifting(play: Play, rejected: boolean): Outcome {
  if (rejected) play.do('17:46', 'officer', 'claim.rejected', { part: 'claim-1', reason: '有误' });
  return play.record('17:47', 'officer', 'account.unfreezeOrdered', { part: account, orderNumber: 'U1' });
}

function noReturn(event: string, who: Who, body: Record<string, unknown>): Row {
  const records = (play: Play) => play.record('17:50', who, event, { part: account, ...body });
  return row(
    event,
    'noReturnUnderWay',
    () => records(liftedBefore(returning())),
    () => records(withdrawn(liftedBefore(returning()))),
  );
}

const line = { id: 'T1', at: '2024-11-18T14:21:00+08:00', inflow: true, amount: '20000000' };

function traces(lines: object[], closing = '20000000'): Outcome {
  return onScene().record('15:20', 'officer', 'account.traced', { part: account, opening: '0', closing, lines });
}

const out = { id: 'T2', at: '2024-11-18T14:22:00+08:00', inflow: false, amount: '5000000' };

const ending: Row[] = [
  noReturn('account.unfrozen', 'bankdesk', { reason }),
  noReturn('account.emptied', 'bankdesk', { whereTo: '法院划扣' }),
  noReturn('account.sentWithCase', 'officer', { organ: '检察院', listNumber: 'Y1' }),
  row(
    'account.unfreezeOrdered',
    'noReturnUnderWay',
    () => ordersLifting(returning(), true),
    () => ordersLifting(withdrawn(returning()), true),
  ),
  row(
    'account.unfreezeOrdered',
    'noVerifiedClaim',
    () => ordersLifting(withdrawn(returning()), false),
    () => ordersLifting(withdrawn(returning()), true),
  ),
  row(
    'account.traced',
    'flowInBankOrder',
    () => traces([line, { ...out, at: '2024-11-18T14:20:59+08:00' }], '15000000'),
    () => traces([line, { ...out, at: line.at }], '15000000'),
  ),
  row(
    'account.traced',
    'flowAddsUp',
    () => traces([line, out]),
    () => traces([line, out], '15000000'),
  ),
];

function corrects(play: Play, field: string, value: unknown): Outcome {
  return play.record('18:00', 'duty', 'account.rectified', { part: account, field, value, reason });
}

const correcting: Row[] = [
  row(
    'account.rectified',
    'freezeNotDecided',
    () => corrects(ordered(), 'freezeMonths', 3),
    () => corrects(requested(), 'freezeMonths', 3),
  ),
  row(
    'account.rectified',
    'keptWithinSum',
    () => corrects(frozen(ordered(requested(stopped(), { amount: '19000000' })), '18000000'), 'frozen', '19000001'),
    () => corrects(frozen(ordered(requested(stopped(), { amount: '19000000' })), '18000000'), 'frozen', '19000000'),
  ),
];

/** Money in an account from the stop to the end of the freeze. */
export const accountRows: readonly Row[] = [
  ...banks,
  ...requesting,
  ...ordering,
  ...freezing,
  ...renewing,
  ...ending,
  ...correcting,
];
