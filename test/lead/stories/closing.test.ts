import { describe, expect, it } from '@jest/globals';
import { unsettled } from '../../../src/lead/parts/settling.js';
import { moment, Play } from '../play.js';
import { both, feedBack, find, found, onScene, reported, reportWithout } from '../scenes.js';

const remote = { finding: 'legitimate', reason: '已核实', grounds: ['historyNormal', 'purposeEvidence'] };

const reason = { reason: '核实后' };

function closes(play: Play): void {
  expect(unsettled(play.view)).toEqual([]);
  expect(play.closed).toBe(true);
  expect(play.replayed()).toEqual(play.file);
}

function _at(time: string): string {
  return new Date(`2024-11-18T${time}:00+08:00`).toISOString();
}

describe('closing and reopening', () => {
  it('a closed case reopened needs a new finding before it closes again', () => {
    const play = feedBack(reported().do('15:03', 'duty', 'lead.classified', remote), 'legitimate', '15:20');
    closes(play);
    play.do('11-25 10:00', 'centerlead', 'lead.reopened', reason);
    expect(play.closed).toBe(false);
    expect(play.state('lead.progress')).toBe('acknowledged');
    expect(play.state('lead.feedback')).toBe('due');
    expect(play.facts('lead-1')['finding']).toBeUndefined();
  });

  it('comes back to the intervention when officers were on the scene', () => {
    const play = feedBack(find(onScene(), 'legitimate'), 'legitimate').do(
      '11-25 10:00',
      'centerlead',
      'lead.reopened',
      reason,
    );
    expect(play.state('lead.progress')).toHaveProperty('intervening');
    expect(play.record('11-25 10:01', 'duty', 'lead.dispatched', { station: 'xiufeng' })).toBe('notInThisState');
    expect(unsettled(play.view)).toEqual(['finding']);
  });

  it('a lead of the police that is reopened does not close at once', () => {
    const play = new Play().do('15:00', 'duty', 'lead.reported', reportWithout('hold', 'customer'));
    play
      .do('15:01', 'duty', 'lead.dispatched', { station: 'xiufeng' })
      .do('15:03', 'station', 'lead.accepted', { officers: both })
      .do('15:10', 'officer', 'lead.arrived', { officers: both })
      .do('15:12', 'officer', 'lead.classified', { finding: 'legitimate', reason: '正常' });
    closes(play);
    expect(play.do('16:00', 'centerlead', 'lead.reopened', reason).closed).toBe(false);
  });

  it('only the head of the center reopens', () => {
    const play = feedBack(reported().do('15:03', 'duty', 'lead.classified', remote), 'legitimate', '15:20');
    expect(play.record('16:00', 'duty', 'lead.reopened', reason)).toBe('roleMissing');
  });

  it('notes may be written at any time by everybody in scope', () => {
    const play = feedBack(reported().do('15:03', 'duty', 'lead.classified', remote), 'legitimate', '15:20');
    expect(play.record('16:00', 'custodian', 'lead.noted', { text: '备注' })).toBe('ok');
    expect(play.closed).toBe(true);
  });

  it('a reopened case is reviewed for three days again, whatever it was extended to before', () => {
    const play = found('undetermined')
      .do('15:20', 'county', 'lead.filingExtended', { days: 30 })
      .do('15:30', 'officer', 'account.leftAlone', { part: 'account-1', reason: '本人资金' });
    closes(feedBack(find(play, 'legitimate', '16:00'), 'legitimate', '16:05'));
    play.do('11-25 10:00', 'centerlead', 'lead.reopened', reason);
    find(play, 'suspect', '11-25 10:10');
    expect(play.clock('lead-1', 'filingReview')?.dueAt).toBe(moment('11-28 10:10'));
  });
});
