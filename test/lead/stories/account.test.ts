import { describe, expect, it } from '@jest/globals';
import { leadCase } from '../../../src/lead/lead.case.js';
import { unsettled } from '../../../src/lead/parts/settling.js';
import { Play } from '../play.js';
import { cashBody, feedBack, found, report, secure } from '../scenes.js';

const order = { part: 'account-1', orderNumber: 'S1' };

const reason = { reason: '核实后' };

const _later = { ...report, hold: { minutes: 20, reason: '核实', told: 'later', laterReason: '同伙在外' } };

function stop(play: Play): Play {
  return play
    .do('15:15', 'duty', 'account.stopPayOrdered', order)
    .do('15:16', 'bankdesk', 'account.stopPaid', { part: 'account-1', amount: '20000000' });
}

function closes(play: Play): void {
  expect(unsettled(play.view)).toEqual([]);
  expect(play.closed).toBe(true);
  expect(play.replayed()).toEqual(play.file);
}

function index(play: Play) {
  return leadCase.index(play.file);
}

describe('money in the account', () => {
  it('stopped, the stop lapses after 48 hours and may be ordered once more', () => {
    const play = stop(found()).until('11-20 15:17');
    expect(play.state('account-1')).toBe('located');
    play
      .do('11-20 16:00', 'duty', 'account.stopPayOrdered', { ...order, orderNumber: 'S2' })
      .do('11-20 16:01', 'bankdesk', 'account.stopPayRefused', { part: 'account-1', reason: '余额不足' })
      .do('11-20 16:02', 'duty', 'account.stopPayOrdered', order, 'rules:atMostTwoStops');
  });

  it('an order to lift an earlier stop does not lift a later one', () => {
    const play = stop(found())
      .do('16:00', 'officer', 'account.unfreezeOrdered', { part: 'account-1', orderNumber: 'U1' })
      .until('11-20 15:17')
      .do('11-20 16:00', 'duty', 'account.stopPayOrdered', order)
      .do('11-20 16:01', 'bankdesk', 'account.stopPaid', { part: 'account-1', amount: '20000000' });
    const lifted = play.record('11-20 16:02', 'bankdesk', 'account.unfrozen', { part: 'account-1', reason: '按通知' });
    expect(lifted).toBe('rules:unfreezeOrdered');
  });

  it('drawn in two pieces is drawn out with the second', () => {
    const play = secure(found(), '15000000');
    expect(play.state('account-1')).toBe('located');
    play.do('15:20', 'officer', 'cash.secured', cashBody('5010000'), 'rules:notAboveBalance');
    play.do('15:20', 'officer', 'cash.secured', cashBody('5000000'));
    expect(play.state('account-1')).toBe('drawnOut');
  });

  it('paid out by the teller while the stop was ordered becomes cash', () => {
    const play = secure(found().do('15:15', 'duty', 'account.stopPayOrdered', order));
    expect(play.state('account-1')).toBe('drawnOut');
    expect(play.clock('account-1', 'bankAnswers')).toBeUndefined();
  });

  it('emptied before anybody stopped it is lost', () => {
    const play = found('undetermined')
      .do('16:00', 'bankdesk', 'account.emptied', { part: 'account-1', whereTo: '转入外省账户' })
      .do('11-19 10:00', 'officer', 'lead.filingDeclined', reason);
    expect(play.state('lead.progress')).toMatchObject({ intervening: { interception: 'lost' } });
    closes(feedBack(play, 'lost', '11-19 20:10'));
  });

  it('nothing found, concluded: what was only located stays as it is', () => {
    const play = found('undetermined')
      .do('11-19 10:00', 'duty', 'lead.concluded', reason)
      .do('11-19 10:01', 'officer', 'lead.filingDeclined', reason);
    expect(play.state('account-1')).toBe('untouched');
    closes(feedBack(play, 'lost', '11-19 20:10'));
  });

  it('of another bank shows that bank the case', () => {
    const play = found().do('15:20', 'duty', 'account.located', { number: '62', bank: 'bank-b', amount: '100' });
    expect(index(play).accountBanks).toEqual(['bank-b']);
    expect(index(play)).toMatchObject({
      bank: 'bank-a',
      outlet: 'bank-a-xiufeng',
      station: 'xiufeng',
      phase: 'intervening',
    });
  });

  it('that was never stopped is not intercepted when no case is filed', () => {
    const play = found('undetermined')
      .do('15:20', 'duty', 'account.stopPayOrdered', order)
      .do('15:21', 'officer', 'lead.filingDeclined', reason);
    expect(play.state('account-1')).toBe('unrelated');
    expect(play.state('lead.progress')).toMatchObject({ intervening: { interception: 'open' } });
  });
});
