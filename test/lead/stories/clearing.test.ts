import { describe, expect, it } from '@jest/globals';
import { leadCase } from '../../../src/lead/lead.case.js';
import { unsettled } from '../../../src/lead/parts/settling.js';
import { Play } from '../play.js';
import { feedBack, fileCase, find, found, report, reported, reportWithout, secure } from '../scenes.js';

const remote = { finding: 'legitimate', reason: '已核实', grounds: ['historyNormal', 'purposeEvidence'] };

const order = { part: 'account-1', orderNumber: 'S1' };

const reason = { reason: '核实后' };

const _later = { ...report, hold: { minutes: 20, reason: '核实', told: 'later', laterReason: '同伙在外' } };

function stop(play: Play): Play {
  return play
    .do('15:15', 'duty', 'account.stopPayOrdered', order)
    .do('15:16', 'bankdesk', 'account.stopPaid', { part: 'account-1', amount: '20000000' });
}

function unfreeze(play: Play, time: string): Play {
  return play
    .do(time, 'officer', 'account.unfreezeOrdered', { part: 'account-1', orderNumber: 'U1' })
    .do(time, 'bankdesk', 'account.unfrozen', { part: 'account-1', reason: '按通知' });
}

function closes(play: Play): void {
  expect(unsettled(play.view)).toEqual([]);
  expect(play.closed).toBe(true);
  expect(play.replayed()).toEqual(play.file);
}

describe('a legitimate customer', () => {
  it('is cleared from afar in minutes: the hold gone, nothing lasting, the case closed', () => {
    const play = reported().do('15:01', 'duty', 'lead.acknowledged').do('15:03', 'duty', 'lead.classified', remote);
    expect(play.state('hold-1')).toEqual({ payment: 'released', telling: 'told' });
    expect(play.state('account-1')).toBe('untouched');
    expect(play.state('lead.progress')).toBe('cleared');
    expect(play.ids('suspect')).toEqual([]);
    closes(feedBack(play, 'legitimate', '15:20'));
  });

  it('whose money was stopped gets it back by the bank on an order of the police', () => {
    const play = find(stop(found()), 'legitimate', '16:00');
    expect(play.state('account-1')).toBe('unrelated');
    expect(play.state('suspect-1')).toBe('dismissed');
    closes(feedBack(unfreeze(play, '16:30'), 'legitimate'));
  });

  it('found suspect again: cash and stop that were to go back are held anew', () => {
    const play = find(secure(stop(found()), '1000000', '15:20'), 'legitimate', '16:00');
    expect([play.state('cash-1'), play.state('account-1')]).toEqual(['unrelated', 'unrelated']);
    find(play, 'suspect', '16:30');
    expect([play.state('cash-1'), play.state('account-1')]).toEqual(['secured', 'located']);
  });

  it('cleared from afar with a stop on the money: a station is asked to have it lifted', () => {
    const play = reported()
      .do('15:02', 'duty', 'account.stopPayOrdered', order)
      .do('15:03', 'bankdesk', 'account.stopPaid', { part: 'account-1', amount: '20000000' })
      .do('15:04', 'duty', 'lead.classified', remote)
      .do('15:05', 'duty', 'lead.supportRequested', { station: 'xiufeng', task: '解除止付' });
    expect(leadCase.index(play.file).stations).toMatchObject([{ station: 'xiufeng', to: null }]);
    closes(feedBack(unfreeze(play, '15:06'), 'legitimate'));
  });

  it('is kept on record as long as the case stays filed, and forgotten once it was revoked', () => {
    const play = feedBack(find(fileCase(found()), 'legitimate', '16:00'), 'legitimate');
    expect(play.closed).toBe(true);
    expect(leadCase.index(play.file).eraseAt).toBeNull();
    play.do('11-20 10:00', 'county', 'lead.filingRevoked', reason);
    expect(leadCase.index(play.file).eraseAt).not.toBeNull();
  });

  it('reported by mistake is cleared no more once a case is filed after all', () => {
    const play = reported()
      .do('15:02', 'duty', 'suspect.identified', { description: '望风' })
      .do('15:05', 'teller', 'lead.withdrawn', reason);
    expect(leadCase.index(play.file).matchable).toBe(false);
    expect(leadCase.index(fileCase(play).file).matchable).toBe(true);
  });

  it('after the case was filed: it is revoked', () => {
    const play = find(fileCase(found()), 'legitimate', '16:00');
    expect(play.state('lead.filing')).toBe('filed');
    play.do('16:30', 'county', 'lead.filingRevoked', reason);
    expect(play.state('lead.filing')).toBe('declined');
    closes(feedBack(play, 'legitimate'));
  });
});

describe('the bank', () => {
  it('withdraws its own mistake: hold and account are free, no feedback is needed', () => {
    const play = reported().do('15:05', 'teller', 'lead.withdrawn', reason);
    expect(play.state('lead.feedback')).toBe('notNeeded');
    closes(play);
  });

  it('waits for no result of a lead of the police', () => {
    const play = new Play().do('15:00', 'duty', 'lead.reported', reportWithout('hold', 'account'));
    closes(play.do('15:03', 'duty', 'lead.classified', remote));
  });

  it('is asked and answers; a case that closes waits for no answer', () => {
    const play = reported()
      .do('15:01', 'duty', 'lead.infoRequested', { question: '在吗' })
      .do('15:02', 'teller', 'lead.infoSupplied', { answer: '在' })
      .do('15:03', 'duty', 'lead.infoRequested', { question: '还在吗' })
      .do('15:04', 'duty', 'lead.classified', remote);
    closes(feedBack(play, 'legitimate', '15:05'));
    expect(play.state('lead.information')).toBe('none');
  });

  it('is waited for no longer once another lead carries on', () => {
    const play = reported()
      .do('15:01', 'duty', 'lead.infoRequested', { question: '在吗' })
      .do('15:02', 'duty', 'lead.linked', { lead: 'L2', reason: '同一账户' });
    expect(play.state('lead.information')).toBe('none');
    expect(play.clock('lead-1', 'answer')).toBeUndefined();
    expect(play.record('15:03', 'teller', 'lead.infoSupplied', { answer: '在' })).toBe('notInThisState');
  });

  it('delays again after the first hold only a day later', () => {
    const delay = { minutes: 10, reason: '再次取现', told: 'now' };
    const play = reported().do('15:30', 'teller', 'hold.started', delay, 'rules:oneHoldIn24h');
    expect(play.do('11-19 15:01', 'teller', 'hold.started', delay).state('hold-2')).toMatchObject({
      payment: 'active',
    });
  });
});
