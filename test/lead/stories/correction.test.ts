import { describe, expect, it } from '@jest/globals';
import { moment, type Play } from '../play.js';
import {
  approve,
  cashBody,
  caught,
  claim,
  feedBack,
  fileCase,
  find,
  found,
  handOut,
  inCustody,
  onScene,
  propose,
  report,
  reported,
  reportWithout,
  secure,
  victim,
} from '../scenes.js';

const reason = '录入有误';

function corrects(part: string, field: string, value: unknown, more: object = {}) {
  return { ...(part === 'lead-1' ? {} : { part }), field, value, reason, ...more };
}

function whole(play: Play): void {
  expect(play.replayed()).toEqual(play.file);
}

describe('a correction', () => {
  it('replaces one fact, is marked with who and when, and moves no state', () => {
    const play = reported(reportWithout('account'));
    const before = play.part('lead-1');
    play.do('15:05', 'duty', 'lead.rectified', corrects('lead-1', 'amount', '19000000'));
    const { state, facts } = play.part('lead-1');
    expect(state).toEqual(before.state);
    expect(facts).toEqual({
      ...before.facts,
      amount: '19000000',
      corrected: { amount: { at: moment('15:05'), by: 'duty', version: play.file.version } },
    });
    whole(play);
  });

  it('of the amount reaches the sum in the account that was taken from it, unless the bank had named that sum itself', () => {
    const amount = corrects('lead-1', 'amount', '19000000');
    const play = reported()
      .do('15:05', 'duty', 'lead.rectified', amount, 'rules:copyCorrectedFirst')
      .do('15:06', 'duty', 'account.rectified', corrects('account-1', 'amount', '19000000'))
      .do('15:07', 'duty', 'lead.rectified', amount);
    expect([play.facts('lead-1')['amount'], play.facts('account-1')['amount']]).toEqual(['19000000', '19000000']);
    const named = reported({ ...report, account: { ...report.account, amount: '20000000' } });
    named.do('15:05', 'duty', 'lead.rectified', amount);
    expect(named.facts('account-1')['amount']).toBe('20000000');
    whole(play);
  });

  it('of money, an account or an identity takes a second person; whoever corrected it counts from then on', () => {
    const play = reported();
    const body = corrects('lead-1', 'customer.idNumber', '990101199001011229');
    play
      .do('15:05', 'teller', 'lead.rectified', body, 'rules:secondPerson')
      .do('15:06', 'bankdesk', 'lead.rectified', body)
      .do('15:07', 'bankdesk', 'lead.rectified', body, 'rules:secondPerson')
      .do('15:08', 'teller', 'lead.rectified', body);
    expect(play.facts('lead-1')['customer']).toMatchObject({ name: '张某', idNumber: '990101199001011229' });
    whole(play);
  });

  it('of anything else may be made by who said it', () => {
    const play = reported().do('15:05', 'teller', 'lead.rectified', corrects('lead-1', 'questions.knowsPayee', 'yes'));
    expect(play.facts('lead-1')['questions']).toEqual({ knowsPayee: 'yes', purposeClear: 'no', knowsScams: 'yes' });
  });

  it('takes any field that is declared, in the form in which it was declared, and no other', () => {
    const play = reported();
    const outcome = (field: string, value: unknown) =>
      play.record('15:05', 'duty', 'lead.rectified', corrects('lead-1', field, value));
    expect(outcome('finding', 'suspect')).toBe('invalid:field');
    expect(outcome('owner', 'me')).toBe('invalid:field');
    expect(outcome('corrected', {})).toBe('invalid:field');
    expect(outcome('amount', 19000000)).toBe('invalid:value');
    expect(outcome('amount', '0190')).toBe('invalid:value');
    expect(outcome('indicators', ['NO_SUCH'])).toBe('invalid:value');
    expect(outcome('filedAt', '2024-02-31T00:00:00Z')).toBe('invalid:value');
  });

  it('fills in who somebody is where it was left out, but invents nothing else', () => {
    const play = found('undetermined')
      .do('15:20', 'officer', 'suspect.identified', { description: '黑色外套' })
      .do('15:21', 'officer', 'suspect.rectified', corrects('suspect-1', 'name', '李某'));
    expect(play.facts('suspect-1')).toMatchObject({ name: '李某', description: '黑色外套' });
    const early = corrects('suspect-1', 'arrivedAt', '2024-11-18T15:10:00+08:00');
    play.do('15:22', 'officer', 'suspect.rectified', early, 'rules:factRecorded,libertyNotDecided');
  });

  it('reaches final parts and closed cases', () => {
    const play = find(onScene(), 'legitimate');
    expect(play.part('account-1').final).toBe(true);
    feedBack(play, 'legitimate').do(
      '21:00',
      'bankdesk',
      'account.rectified',
      corrects('account-1', 'holder', '张示例'),
    );
    expect([play.closed, play.facts('account-1')['holder']]).toEqual([true, '张示例']);
    whole(play);
  });

  it('by the bank is for what the bank said', () => {
    const play = found().do('15:20', 'duty', 'account.located', { number: '1', bank: 'bank-a', amount: '5' });
    const body = corrects('account-2', 'amount', '6');
    play.do('15:21', 'bankdesk', 'account.rectified', body, 'rules:bankCorrectsItsOwn');
    play.do('15:22', 'officer', 'account.rectified', body);
  });
});

describe('a corrected sum', () => {
  it('voids the proposal that rested on it', () => {
    const play = inCustody();
    const part = claim(play, victim(play), '20000000');
    propose(play).do('17:35', 'officer', 'claim.rectified', corrects(part, 'amount', '10000000'));
    expect([play.state('return-1'), play.state(part)]).toEqual(['withdrawn', 'verified']);
    propose(play, '17:36');
    expect(play.facts('return-2')['total']).toBe('10000000');
    whole(play);
  });

  it('voids an approval too, and the old proposal cannot be approved or executed any more', () => {
    const play = inCustody();
    claim(play, victim(play), '15000000');
    approve(propose(play)).do(
      '17:45',
      'officer2',
      'cash.rectified',
      corrects('cash-1', 'denominations', { '10000': 1900 }),
    );
    expect([play.state('return-1'), play.facts('cash-1')['amount']]).toEqual(['withdrawn', '19000000']);
    expect(Object.keys(play.facts('cash-1')['corrected'] as object).sort()).toEqual(['amount', 'denominations']);
    whole(play);
  });

  it('leaves a proposal alone that it does not touch', () => {
    const play = inCustody();
    claim(play, victim(play), '15000000');
    propose(play).do('17:35', 'officer', 'cash.rectified', corrects('cash-1', 'where', '2 号窗口'));
    expect(play.state('return-1')).toBe('proposed');
  });

  it('of cash comes with its notes', () => {
    const play = secure(found());
    const amount = corrects('cash-1', 'amount', '19000000');
    play.do('15:20', 'officer2', 'cash.rectified', amount, 'rules:stillAddsUp');
    play.do('15:21', 'officer2', 'cash.rectified', { ...amount, denominations: { '10000': 1900 } });
    expect(play.facts('cash-1')).toMatchObject({ amount: '19000000', denominations: { '10000': 1900 } });
  });

  it('of cash brings the account back that it had emptied, and empties it again', () => {
    const play = secure(found());
    expect(play.state('account-1')).toBe('drawnOut');
    play.do('15:20', 'officer2', 'cash.rectified', corrects('cash-1', 'denominations', { '10000': 1900 }));
    expect([play.state('account-1'), play.part('account-1').final]).toEqual(['located', false]);
    play.do(
      '15:21',
      'duty',
      'account.rectified',
      corrects('account-1', 'amount', '18000000'),
      'rules:stillWithinBalance',
    );
    play.do('15:22', 'duty', 'account.rectified', corrects('account-1', 'amount', '19000000'));
    expect([play.state('account-1'), play.facts('account-1')['amount']]).toEqual(['drawnOut', '19000000']);
    play.do('15:23', 'centerlead', 'account.rectified', corrects('account-1', 'amount', '19500000'));
    expect(play.state('account-1')).toBe('located');
    whole(play);
  });

  it('of cash empties an account that was to be unfrozen, once the case goes on after all', () => {
    const play = found()
      .do('15:15', 'duty', 'account.stopPayOrdered', { part: 'account-1', orderNumber: 'ZF1' })
      .do('15:16', 'bankdesk', 'account.stopPaid', { part: 'account-1', amount: '20000000' });
    secure(play, '19000000', '15:17')
      .do('15:30', 'officer', 'lead.filingDeclined', { reason: '没有犯罪事实' })
      .do('15:40', 'officer2', 'cash.rectified', {
        ...corrects('cash-1', 'amount', '20000000'),
        denominations: { '10000': 2000 },
      });
    expect(play.state('account-1')).toBe('unrelated');
    fileCase(play, '15:50');
    expect([play.state('account-1'), play.state('cash-1')]).toEqual(['drawnOut', 'secured']);
    play.do('15:55', 'duty', 'lead.rectified', corrects('lead-1', 'customer.phone', '19900000009'));
    whole(play);
  });

  it('is refused where the money has gone, with the way to undo it', () => {
    const play = inCustody();
    const part = claim(play, victim(play), '20000000');
    handOut(approve(propose(play)));
    const amount = corrects(part, 'amount', '10000000');
    play.do('18:10', 'officer', 'claim.rectified', amount, 'rules:moneyNotMoved');
    const cash = corrects('cash-1', 'denominations', { '10000': 1900 });
    play.do('18:11', 'officer2', 'cash.rectified', cash, 'rules:moneyNotMoved');
  });
});

describe('a corrected limit', () => {
  const questioned = () =>
    caught(found()).do('15:50', 'officer', 'suspect.questioned', {
      part: 'suspect-1',
      arrivedAt: '2024-11-18T15:45:00+08:00',
    });

  it('is shorter from that moment for a man who turns out to be under 16, by whoever finds out', () => {
    const play = questioned();
    expect(play.clock('suspect-1', 'questioning')?.dueAt).toBe(moment('11-19 03:45'));
    play.do('16:00', 'officer', 'suspect.rectified', corrects('suspect-1', 'protection', 'under16'));
    expect(play.clock('suspect-1', 'questioning')).toMatchObject({ dueAt: moment('19:45'), struckAt: null });
    play.until('19:45');
    expect(play.overdue).toContain('suspect-1/questioning');
    whole(play);
  });

  it('that has passed already strikes at the next look, dated when it was due', () => {
    const play = questioned()
      .do('21:00', 'officer', 'suspect.rectified', corrects('suspect-1', 'protection', 'under16'))
      .until('21:00');
    expect(play.log[play.log.length - 1]).toMatchObject({ type: 'clock.struck', at: moment('19:45') });
    expect(play.overdue).toContain('suspect-1/questioning');
    expect(play.state('suspect-1')).toBe('questioning');
  });

  it('is made longer by a second person only, and is armed again though it had struck', () => {
    const play = questioned()
      .do('16:00', 'officer', 'suspect.rectified', corrects('suspect-1', 'protection', 'under16'))
      .until('20:00');
    const none = corrects('suspect-1', 'protection', 'none');
    play
      .do('20:01', 'officer', 'suspect.rectified', none, 'rules:secondPerson')
      .do('20:02', 'officer2', 'suspect.rectified', none);
    expect(play.clock('suspect-1', 'questioning')).toMatchObject({ dueAt: moment('11-19 03:45'), struckAt: null });
    expect(play.overdue).not.toContain('suspect-1/questioning');
    play.until('11-19 04:00');
    expect(play.overdue).toContain('suspect-1/questioning');
    whole(play);
  });

  it('is not touched any more once the measure is over', () => {
    const play = questioned().do('18:00', 'officer', 'suspect.released', { part: 'suspect-1', reason: '排除' });
    const body = corrects('suspect-1', 'arrivedAt', '2024-11-18T15:30:00+08:00');
    play.do('18:10', 'officer', 'suspect.rectified', body, 'rules:libertyNotDecided');
  });

  it('of a hold follows its minutes', () => {
    const play = reported().do('15:03', 'bankdesk', 'hold.rectified', corrects('hold-1', 'minutes', 10));
    expect(play.clock('hold-1', 'holdExpires')?.dueAt).toBe(moment('15:10'));
    play.do(
      '15:12',
      'bankdesk',
      'hold.rectified',
      corrects('hold-1', 'minutes', 20),
      'rules:secondPerson,holdStillRuns',
    );
  });
});

describe('a corrected origin of cash', () => {
  it('moves the sum from one account to the other', () => {
    const play = found()
      .do('15:15', 'duty', 'account.located', { number: '6222', bank: 'bank-b', amount: '30000000' })
      .do('15:16', 'officer', 'cash.secured', cashBody());
    expect(play.state('account-1')).toBe('drawnOut');
    play.do('15:20', 'officer2', 'cash.rectified', corrects('cash-1', 'from', 'account-2'));
    expect([play.state('account-1'), play.state('account-2')]).toEqual(['located', 'located']);
    play.do('15:21', 'officer', 'cash.rectified', corrects('cash-1', 'from', 'account-9'), 'rules:stillWithinBalance');
    whole(play);
  });
});
