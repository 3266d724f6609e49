import type { Outcome, Play } from './play.js';
import { cashBody, claim, fileCase, find, onScene, propose, report, seize, victim } from './scenes.js';

/** Scenes of money that is stopped and frozen in account-1: CNY 200,000 at bank A unless told otherwise. */

export const account = 'account-1';

/** Stopped at 15:21: the stop lapses on 20 November, 15:21. The case is filed at 15:30. */
export function stopped(body: Record<string, unknown> = report): Play {
  const play = find(onScene(body))
    .do('15:20', 'duty', 'account.stopPayOrdered', { part: account, orderNumber: 'S1' })
    .do('15:21', 'bankdesk', 'account.stopPaid', { part: account, amount: '20000000' });
  return fileCase(play);
}

export function freezeBody(more: Record<string, unknown> = {}): Record<string, unknown> {
  return { part: account, amount: '20000000', months: 6, scope: 'balance', interest: true, ...more };
}

export function requested(
  play: Play = stopped(),
  more: Record<string, unknown> = {},
  time = '16:00',
  expected: Outcome = 'ok',
): Play {
  return play.do(time, 'officer', 'account.freezeRequested', freezeBody(more), expected);
}

export const order = { part: account, orderNumber: 'F1' };

export function ordered(play: Play = requested(), time = '16:30', who: 'county' | 'city' = 'county'): Play {
  return play.do(time, who, 'account.freezeOrdered', order);
}

/** Frozen at 17:00 for six months: to 18 May 2025, 17:00. */
export function frozen(play: Play = ordered(), amount = '20000000', time = '17:00'): Play {
  return play.do(time, 'bankdesk', 'account.frozen', { part: account, amount });
}

export const renewal = { part: account, orderNumber: 'R1', months: 6 };

/** The renewal ordered on 10 May 2025. */
export function renewalOrdered(play: Play = frozen(), more: Record<string, unknown> = {}): Play {
  return play.do('2025-05-10 10:00', 'county', 'account.renewalOrdered', { ...renewal, ...more });
}

/** CNY 50,000 came out as cash and is in custody; the other 150,000 are frozen. */
export function frozenBesideCash(): Play {
  const play = find(onScene()).do('15:16', 'officer', 'cash.secured', cashBody('5000000'));
  play
    .do('15:20', 'duty', 'account.stopPayOrdered', { part: account, orderNumber: 'S1' })
    .do('15:21', 'bankdesk', 'account.stopPaid', { part: account, amount: '15000000' });
  seize(fileCase(play));
  return frozen(ordered(requested(play, { amount: '15000000' }, '17:01'), '17:02'), '15000000', '17:03');
}

/** A return of the frozen money is proposed: a claim of CNY 50,000. */
export function returning(): Play {
  const play = frozenBesideCash();
  claim(play, victim(play), '5000000');
  propose(play).alter('return-1', { facts: { asset: account } });
  return play.alter('claim-1', { facts: { asset: account } });
}
