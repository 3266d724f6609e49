import { describe, expect, it } from '@jest/globals';
import { unsettled } from '../../../src/lead/parts/settling.js';
import { Play } from '../play.js';
import { enRoute, feedBack, fileCase, find, found, reported, reportWithout } from '../scenes.js';

const reason = { reason: '核实后' };

function closes(play: Play): void {
  expect(unsettled(play.view)).toEqual([]);
  expect(play.closed).toBe(true);
  expect(play.replayed()).toEqual(play.file);
}

function at(time: string): string {
  return new Date(`2024-11-18T${time}:00+08:00`).toISOString();
}

describe('nobody answers', () => {
  it('every clock escalates, the customer goes when the hold ends, and the lead still has an owner', () => {
    const play = reported().until('15:02');
    expect(play.overdue).toEqual(['lead-1/acknowledge']);
    play.do('15:05', 'duty', 'lead.dispatched', { station: 'xiufeng' }).until('15:25');
    expect(play.overdue).toEqual(['lead-1/accept']);
    expect(play.state('hold-1')).toEqual({ payment: 'expired', telling: 'told' });
    expect(play.facts('lead-1')['owner']).toBe('duty');
  });

  it('a station that declines loses the lead, the next one gets it', () => {
    const play = reported()
      .do('15:01', 'duty', 'lead.dispatched', { station: 'xiufeng' })
      .do('15:03', 'station', 'lead.declined', reason);
    expect(play.state('lead.progress')).toBe('acknowledged');
    play.do('15:04', 'duty', 'lead.dispatched', { station: 'diecai' });
    expect(play.facts('lead-1')['stations']).toEqual([
      { station: 'xiufeng', district: 'xiufeng', from: at('15:01'), to: at('15:03') },
      { station: 'diecai', district: 'diecai', from: at('15:04'), to: null },
    ]);
  });

  it('re-routing closes the access of the station that led; support stays', () => {
    const play = enRoute()
      .do('15:05', 'duty', 'lead.supportRequested', { station: 'diecai', task: '拦截' })
      .do('15:06', 'duty', 'lead.dispatched', { station: 'qixing' });
    const stations = play.facts('lead-1')['stations'];
    expect(stations).toMatchObject([
      { station: 'xiufeng', to: at('15:06') },
      { station: 'diecai', to: null },
      { station: 'qixing', to: null },
    ]);
    expect(play.facts('lead-1')['station']).toBe('qixing');
  });
});

describe('linking', () => {
  it('lets the customer go, and the other lead carries on', () => {
    const play = reported().do('15:01', 'duty', 'lead.linked', { lead: 'GL-2', reason: '同一账户' });
    expect(play.state('lead.progress')).toBe('linked');
    expect(play.state('hold-1')).toMatchObject({ payment: 'released' });
    expect(feedBack(play, 'linked', '15:10').closed).toBe(false);
  });

  it('undone, the lead is worked on here again and nothing is to be fed back yet', () => {
    const play = reported()
      .do('15:01', 'duty', 'lead.linked', { lead: 'GL-2', reason: '同一账户' })
      .do('15:05', 'duty', 'lead.unlinked', reason);
    expect(play.state('lead.progress')).toBe('acknowledged');
    expect(play.state('lead.feedback')).toBe('none');
    expect(play.facts('lead-1')['links']).toEqual([]);
  });

  it('after officers were on the scene is only an entry', () => {
    const play = found().do('15:20', 'duty', 'lead.linked', { lead: 'GL-2', reason: '同一团伙' });
    expect(play.state('lead.progress')).toHaveProperty('intervening');
    expect(play.state('hold-1')).toMatchObject({ payment: 'expired' });
    expect(play.facts('lead-1')['links']).toMatchObject([{ lead: 'GL-2' }]);
  });
});

describe('feedback', () => {
  it('an interim word that was read waits for the rest and then asks for the result', () => {
    const play = found('undetermined', reportWithout('account'))
      .do('15:20', 'duty', 'lead.feedbackSent', { result: 'confirmed' })
      .do('15:21', 'teller', 'lead.feedbackAcknowledged');
    expect(play.state('lead.feedback')).toBe('interim');
    play
      .do('11-19 10:00', 'officer', 'lead.filingDeclined', reason)
      .do('11-19 10:01', 'duty', 'lead.concluded', reason);
    expect(play.state('lead.feedback')).toBe('due');
  });

  it('a revised finding makes the last result stale', () => {
    const play = feedBack(found('undetermined'), 'confirmed', '15:20');
    expect(find(play, 'tool', '16:00').state('lead.feedback')).toBe('due');
  });

  it('the result may be sent before all else is settled; the case closes when the last thing is', () => {
    const play = fileCase(found('undetermined'))
      .do('15:40', 'officer', 'suspect.identified', { description: '望风' })
      .do('15:50', 'officer', 'account.emptied', { part: 'account-1', whereTo: '外省' });
    expect(feedBack(play, 'lost', '16:00').closed).toBe(false);
    play.do('17:00', 'officer', 'suspect.dismissed', { part: 'suspect-1', reason: '当时不在现场' });
    closes(play);
  });
});
