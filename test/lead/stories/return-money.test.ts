import { describe, expect, it } from '@jest/globals';
import { frozen, ordered, requested, stopped } from '../freezing.js';
import type { Play } from '../play.js';
import {
  announced,
  approved,
  claimed,
  objected,
  pays,
  proposed,
  proposes,
  served,
  service,
  traced,
  twoMixed,
  twoTraced,
} from '../returning-money.js';
import { shares } from '../scenes.js';

const account = 'account-1';
const back = 'return-1';

function twoClaims(play: Play): Play {
  return claimed(claimed(play, '12000000', ['A']), '8000000', ['B']);
}

describe('frozen money of one victim and one inflow', () => {
  it('goes straight back, and the account is done', () => {
    const play = claimed(traced(frozen(), '+200000 A'), '20000000', ['A']);
    expect(pays(served(approved(proposed(play, 'direct'))), { payments: [{ claim: 'claim-1', reference: 'P' }] })).toBe(
      'ok',
    );
    expect([play.state(account), play.state('claim-1'), play.state('victim-1')]).toEqual([
      'returned',
      'paid',
      'satisfied',
    ]);
    expect(play.replayed()).toEqual(play.file);
  });

  it('is no share for the victim whose money had left the account before', () => {
    const play = claimed(traced(frozen(), '+100000 A', '-100000', '+200000 B'), '10000000', ['A']);
    expect(proposes(play, 'timestamp')).toBe('rules:somethingToReturn');
    claimed(play, '20000000', ['B'], '17:25');
    expect(shares(proposed(play, 'timestamp'))).toBe('20000000');
  });
});

describe('frozen money of several victims', () => {
  it('goes back to each as the bank times tell, and the rest stays frozen', () => {
    const play = claimed(traced(), '12000000', ['A']);
    expect(
      pays(served(approved(proposed(play, 'timestamp'))), { payments: [{ claim: 'claim-1', reference: 'P' }] }),
    ).toBe('ok');
    expect([play.state(account), play.state('claim-1')]).toEqual(['frozen', 'paid']);
    // A late victim: a procedure of its own on what is left.
    claimed(play, '9000000', ['B'], '11-25 10:00');
    play.do('11-25 11:00', 'officer', 'return.proposed', { asset: account, mode: 'timestamp' });
    expect(shares(play, 'return-2')).toBe('8000000');
  });

  it('that cannot be told apart is announced for thirty days, and shared in proportion to the fen', () => {
    const play = announced(proposed(twoMixed(), 'proRata'));
    expect(shares(play)).toBe('10000000/10000000');
    expect(pays(served(approved(play, '12-18 17:35'), '12-18 17:40'), {}, 'bankdesk', '12-18 17:45')).toBe('ok');
    expect([play.state(account), play.state('claim-1'), play.state('claim-2')]).toEqual(['returned', 'paid', 'paid']);
  });

  it('waits while an objection is open, and the thirty days run on', () => {
    const play = objected();
    expect(play.state(back)).toBe('objected');
    play
      .do('11-21 10:00', 'duty', 'return.objected', { part: back, by: { name: '钱某' }, reason: '金额不符' })
      .do('11-22 10:00', 'duty', 'return.objectionResolved', { part: back, objection: 1, how: '无关' });
    expect(play.state(back)).toBe('objected');
    play.do('12-20 10:00', 'duty', 'return.objectionResolved', { part: back, objection: 2, how: '已说明' });
    expect(play.state(back)).toBe('announced');
    // The notice had ended meanwhile: its clock strikes at once.
    expect(play.until('12-20 10:01').overdue).toContain(`${back}/noticeEnds`);
    approved(play, '12-20 10:05');
  });
});

describe('the bank', () => {
  it('sends faulty papers back, and they are approved and served anew, without another notice to the public', () => {
    const play = served(approved(announced(), '12-18 17:35'), '12-18 17:40');
    play.do('12-19 10:00', 'bankdesk', 'return.corrected', { part: back, reason: '户名不符' });
    expect([play.state(back), play.facts(back)['servedAt'], play.clock(back, 'bankExecutes')]).toEqual([
      'proposed',
      undefined,
      undefined,
    ]);
    approved(play, '12-19 11:00').do('12-19 12:00', 'officer', 'return.noticeServed', service);
    expect(play.clock(back, 'bankExecutes')?.dueAt).toBeDefined();
  });

  it('learns from the notice to which account it pays', () => {
    expect(served().facts(back)['payees']).toMatchObject([
      { claim: 'claim-1', amount: '12000000', account: { bank: '某银行' } },
      { claim: 'claim-2', amount: '8000000' },
    ]);
  });

  it('pays nothing out of a freeze that has ended', () => {
    const short = frozen(ordered(requested(stopped(), { months: 1 })));
    const play = served(approved(proposed(claimed(traced(short, '+200000 A'), '20000000', ['A']), 'direct')));
    play.until('12-18 17:00');
    expect(play.state(account)).toBe('lapsed');
    const paid = play.record('12-19 10:00', 'bankdesk', 'return.executed', {
      part: back,
      payments: [{ claim: 'claim-1', reference: 'P' }],
    });
    expect(paid).toBe('rules:assetInCustody');
  });

  it('says afterwards what it paid before the freeze ended', () => {
    const short = frozen(ordered(requested(stopped(), { months: 1 })));
    const play = served(approved(proposed(twoClaims(traced(short)), 'timestamp')));
    play.until('12-18 17:00');
    const at = '2024-12-18T16:59:00+08:00';
    expect(pays(play, { at }, 'bankdesk', '12-19 10:00')).toBe('ok');
    expect([play.state(account), play.state('claim-1'), play.state('claim-2')]).toEqual(['returned', 'paid', 'paid']);
  });

  it('pays on the notice, not before it', () => {
    expect(pays(served(), { at: '2024-11-18T17:47:00+08:00' })).toBe('rules:noticeServedFirst');
  });

  it('is served anew when the account it pays to is corrected, and the head approves that', () => {
    const other = { part: 'claim-1', field: 'paidFrom.number', value: '6222020000000000009', reason: '账号有误' };
    for (const play of [approved(), served()]) {
      play.do('18:00', 'officer2', 'claim.rectified', other);
      expect(play.state(back)).toBe('proposed');
      expect(pays(play)).toBe('notInThisState');
      approved(play, '18:40');
      expect(pays(play, {}, 'bankdesk', '18:41')).toBe('rules:noticeServedFirst');
      expect(pays(served(play, '18:45'), {}, 'bankdesk', '18:50')).toBe('ok');
    }
  });

  it('gives the public no second notice for that', () => {
    const play = served(approved(announced(), '12-18 17:35'), '12-18 17:40');
    const other = { part: 'claim-1', field: 'paidFrom.number', value: '6222020000000000009', reason: '账号有误' };
    approved(play.do('12-18 18:00', 'officer2', 'claim.rectified', other), '12-18 18:10');
  });

  it('is told nothing where a claim of another return is corrected', () => {
    const play = served();
    claimed(play, '100', [], '18:00');
    const other = { part: 'claim-3', field: 'paidFrom.number', value: '6222020000000000009', reason: '账号有误' };
    expect(play.do('18:10', 'officer2', 'claim.rectified', other).state(back)).toBe('noticeServed');
  });
});

describe('a claim that is larger than what came in', () => {
  it('counts in proportion with what came in, and takes nothing from the others', () => {
    const play = traced(frozen(), '+150000 A', '+150000 B', '-100000');
    claimed(claimed(play, '60000000', ['A']), '15000000', ['B']);
    expect(shares(proposed(play, 'proRata'))).toBe('10000000/10000000');
  });
});

describe('an opening balance', () => {
  it('is no inflow that anybody could claim', () => {
    const play = frozen().do('17:05', 'officer', 'account.traced', {
      part: account,
      opening: '5000000',
      closing: '20000000',
      lines: [{ id: 'A', at: '2024-11-18T14:21:00+08:00', inflow: true, amount: '15000000' }],
    });
    expect(() => claimed(play, '5000000', ['opening balance'])).toThrow('rules:inflowsOfThisAccount');
  });
});

describe('a claim verified before the account was traced', () => {
  it('is completed with its inflows by somebody else, and keeps its place', () => {
    const play = traced(claimed(frozen(), '12000000', [], '17:04'));
    expect(proposes(play, 'timestamp')).toBe('rules:modeAsTraced,somethingToReturn');
    const inflows = { part: 'claim-1', field: 'inflows', value: ['A'], reason: '已登记流水' };
    expect(shares(proposed(play.do('17:20', 'officer2', 'claim.rectified', inflows), 'timestamp'))).toBe('12000000');
  });
});

describe('a flow table that is drawn anew', () => {
  it('keeps the lines that were paid, or the same money would be paid again', () => {
    const play = claimed(traced(), '12000000', ['A']);
    pays(served(approved(proposed(play, 'timestamp'))), { payments: [{ claim: 'claim-1', reference: 'P' }] });
    expect(() => traced(play, '+120000 X', '+80000 B')).toThrow('rules:claimedLinesStay');
  });

  it('makes a proposal on the old one void', () => {
    const play = proposed(twoTraced(), 'timestamp');
    traced(play, '+120000 A', '-20000', '+100000 B');
    const proposal = play.facts(back)['proposal'];
    expect(play.record('17:45', 'city', 'return.approved', { part: back, proposal })).toBe('rules:stillSo');
  });
});
