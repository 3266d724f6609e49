import { describe, expect, it } from '@jest/globals';
import { caught, fileCase, found, secure, seizure } from '../scenes.js';

const criminal = { caseNumber: 'A2', kind: 'criminal', organ: '秀峰分局', filedAt: '2024-11-18T16:00:00+08:00' };
const detention = { part: 'suspect-1', decisionNumber: 'D1' };

describe('an administrative case', () => {
  it('becomes criminal, and from then on a person may be detained', () => {
    const play = caught(fileCase(found(), '15:30', 'administrative'))
      .do('15:50', 'officer', 'suspect.detained', detention, 'rules:criminalCaseFiled')
      .do('16:01', 'officer', 'lead.filed', criminal);
    expect(play.state('lead.filing')).toBe('filed');
    const early = { ...detention, detainedAt: '2024-11-18T15:50:00+08:00' };
    play
      .do('16:02', 'officer', 'suspect.detained', early, 'rules:notBeforeFiling')
      .do('16:02', 'officer', 'suspect.detained', detention);
  });

  it('that became criminal still takes a seizure of the time before, recorded late', () => {
    const play = fileCase(secure(found(), '1000000'), '15:30', 'administrative');
    play.do('16:01', 'officer', 'lead.filed', criminal);
    const seized = { part: 'cash-1', ...seizure, at: '2024-11-18T15:40:00+08:00' };
    expect(play.record('16:05', 'officer', 'cash.seized', seized)).toBe('ok');
  });
});

describe('a case that was declined and filed later', () => {
  it('allows no seizure of the time between', () => {
    const play = secure(found(), '1000000').do('15:20', 'officer', 'lead.filingDeclined', { reason: '证据不足' });
    play.do('16:01', 'officer', 'lead.filed', criminal);
    const seized = { part: 'cash-1', ...seizure, at: '2024-11-18T15:40:00+08:00' };
    expect(play.record('16:05', 'officer', 'cash.seized', seized)).toBe('rules:notBeforeFiling');
  });
});
