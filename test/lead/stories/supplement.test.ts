import { describe, expect, it } from '@jest/globals';
import { moment } from '../play.js';
import { report, reported, reportWithout } from '../scenes.js';

const bare = () => reported(reportWithout('account', 'hold', 'questions'));

describe('a supplement', () => {
  it('adds what the teller had no time for: account and delay become parts of their own, as with the report', () => {
    const play = bare().do('15:05', 'teller', 'lead.supplemented', {
      account: report.account,
      hold: report.hold,
      questions: report.questions,
      indicators: ['EVASIVE_OR_FLIGHT'],
    });
    expect([play.state('account-1'), play.state('hold-1')]).toEqual([
      'located',
      { payment: 'active', telling: 'told' },
    ]);
    expect(play.facts('account-1')).toMatchObject({ ...report.account, amount: report.amount });
    expect(play.clock('hold-1', 'holdExpires')?.dueAt).toBe(moment('15:25'));
    expect(play.facts('lead-1')).toMatchObject({
      questions: report.questions,
      indicators: [...report.indicators, 'EVASIVE_OR_FLIGHT'],
    });
    expect(play.facts('lead-1')).not.toHaveProperty('account');
    expect(play.replayed()).toEqual(play.file);
  });

  it.each([
    ['customer', { customer: report.customer }],
    ['account', { account: report.account }],
    ['hold', { hold: report.hold }],
    ['questions', { questions: report.questions }],
    ['indicators', { indicators: ['RAPID_IN_OUT'] }],
  ])('never says again what was reported: %s', (_, body) => {
    const outcome = reported().record('15:05', 'teller', 'lead.supplemented', body);
    expect(outcome.replace(/^rules:/, '').split(',')).toContain('onlyLeftOut');
  });

  it('leaves out what it does not say, and moves nothing with a note alone', () => {
    const play = bare();
    const { parts } = play.file;
    play.do('15:01', 'officer', 'lead.supplemented', { note: '客户在 3 号窗口' }, 'ok');
    expect(play.file.parts).toEqual(parts);
  });

  it('annulled, takes account and delay with it', () => {
    const play = bare().do('15:05', 'teller', 'lead.supplemented', { account: report.account, hold: report.hold });
    play.do('15:06', 'duty', 'lead.recordedInError', { version: play.file.version, reason: '误报' });
    expect([play.state('account-1'), play.state('hold-1')]).toEqual(['annulled', 'annulled']);
    expect(play.file.clocks.filter((clock) => clock.part === 'hold-1')).toEqual([]);
    // A second hold within 24 hours would be refused; the annulled one was none.
    play.do('15:07', 'teller', 'hold.started', report.hold);
    expect(play.ids('hold')).toEqual(['hold-1', 'hold-2']);
    expect(play.replayed()).toEqual(play.file);
  });
});
