import { describe, expect, it } from '@jest/globals';
import { unsettled } from '../../../src/lead/parts/settling.js';
import { Play } from '../play.js';
import { enRoute, feedBack, find, found, onScene, report, reported, secure } from '../scenes.js';

const reason = { reason: '核实后' };

const later = { ...report, hold: { minutes: 20, reason: '核实', told: 'later', laterReason: '同伙在外' } };

function closes(play: Play): void {
  expect(unsettled(play.view)).toEqual([]);
  expect(play.closed).toBe(true);
  expect(play.replayed()).toEqual(play.file);
}

function at(time: string): string {
  return new Date(`2024-11-18T${time}:00+08:00`).toISOString();
}

describe('a customer who is told later', () => {
  it('must still be told when the payment is no longer held', () => {
    const play = secure(find(onScene(later)));
    expect(play.state('hold-1')).toEqual({ payment: 'superseded', telling: 'due' });
    expect(play.clock('hold-1', 'tellCustomer')).toBeDefined();
    play.do('15:18', 'teller', 'hold.told', { part: 'hold-1' });
    expect(play.part('hold-1').final).toBe(true);
    expect(play.file.clocks.some((clock) => clock.part === 'hold-1')).toBe(false);
  });

  it('is told by the end of the hold, also of an extended one', () => {
    const play = enRoute(later).do('15:05', 'duty', 'hold.extended', { part: 'hold-1', minutes: 15 });
    expect(play.clock('hold-1', 'tellCustomer')?.dueAt).toBe(at('15:35'));
    expect(play.until('15:36').overdue).toContain('hold-1/tellCustomer');
    play.do('15:40', 'bankdesk', 'hold.told', { part: 'hold-1' });
    expect(play.overdue).not.toContain('hold-1/tellCustomer');
  });

  it('who was told at once need not be told again', () => {
    expect(reported().record('15:01', 'teller', 'hold.told', { part: 'hold-1' })).toBe('notInThisState');
  });
});

describe('a deceived customer', () => {
  it('persuaded keeps the money, and is watched for 30 days, also on the closed case', () => {
    const play = found('victim')
      .do('15:30', 'officer', 'victim.contacted', { part: 'victim-1', channel: '当面' })
      .do('15:40', 'officer', 'victim.persuaded', { part: 'victim-1' })
      .do('15:41', 'officer', 'account.leftAlone', { part: 'account-1', reason: '本人资金' })
      .do('11-19 10:00', 'officer', 'lead.filingDeclined', reason);
    closes(feedBack(play, 'dissuaded', '11-19 20:10'));
    expect(play.until('12-18 15:40').state('victim-1')).toBe('done');
  });

  it.each(['victim.persuaded', 'victim.refused'])('refuses, the family is told, watched either way: %s', (last) => {
    const play = found('victim')
      .do('15:30', 'officer', 'victim.contacted', { part: 'victim-1', channel: '当面' })
      .do('15:40', 'officer', 'victim.refused', { part: 'victim-1' })
      .do('15:50', 'officer', 'victim.familyContacted', { part: 'victim-1', who: '女儿' })
      .do('16:30', 'officer', last, { part: 'victim-1' });
    expect(play.state('victim-1')).toBe('watched');
  });

  it('a victim who walks out of the bank becomes no suspect', () => {
    const play = found('victim').do('15:20', 'teller', 'lead.subjectLeft', { means: 'onFoot' });
    expect(play.ids('suspect')).toEqual([]);
  });

  it('suspect first, tool in the end: reclassified, and a victim once', () => {
    const play = find(find(found(), 'tool', '16:00'), 'victim', '16:30');
    expect(play.state('suspect-1')).toBe('reclassified');
    expect(play.ids('victim')).toEqual(['victim-1']);
    expect(play.state('lead.progress')).toMatchObject({ intervening: { pursuit: 'notNeeded' } });
  });

  it('reclassified by an officer becomes a victim', () => {
    const play = found().do('16:00', 'officer', 'suspect.reclassified', {
      part: 'suspect-1',
      as: 'tool',
      reason: '被骗',
    });
    expect(play.state('victim-1')).toBe('candidate');
    expect(play.facts('victim-1')).toMatchObject({ customer: true, suspect: 'suspect-1' });
  });
});
