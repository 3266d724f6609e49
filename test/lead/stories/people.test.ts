import { describe, expect, it } from '@jest/globals';
import { unsettled } from '../../../src/lead/parts/standing.js';
import { Play } from '../play.js';
import { caught, detain, fileCase, find, found, onScene } from '../scenes.js';

function caughtAgain(play: Play): Play {
  return play.do('16:00', 'officer', 'suspect.caught', { part: 'suspect-1', where: '车站' });
}

describe('people', () => {
  it('the customer who ran before the finding is opened as fled', () => {
    const play = find(onScene().do('15:12', 'teller', 'lead.subjectLeft', { means: 'onFoot' }));
    expect(play.state('suspect-1')).toBe('fled');
    expect(play.state('lead.progress')).toMatchObject({ intervening: { pursuit: 'fled' } });
  });

  it('a customer who leaves moves no accomplice whom the police hold', () => {
    const play = fileCase(found())
      .do('15:40', 'officer', 'suspect.identified', { description: '望风' })
      .do('15:41', 'officer', 'suspect.caught', { part: 'suspect-2', where: '门外' })
      .do('15:42', 'officer', 'suspect.detained', { part: 'suspect-2', decisionNumber: 'D2' })
      .do('15:43', 'teller', 'lead.subjectLeft', { means: 'vehicle', plate: '桂C00000' });
    expect(play.state('suspect-1')).toBe('fled');
    expect(play.state('suspect-2')).toHaveProperty('detained');
  });

  it('fled, wanted, caught, arrested', () => {
    const play = fileCase(found())
      .do('15:40', 'officer', 'suspect.fled', { part: 'suspect-1', how: '后门' })
      .do('15:50', 'officer', 'suspect.wanted', { part: 'suspect-1', decisionNumber: 'D1' });
    detain(caughtAgain(play), '19:00').do('20:00', 'officer', 'suspect.arrested', {
      part: 'suspect-1',
      approvalNumber: 'P1',
    });
    expect(play.state('suspect-1')).toBe('arrested');
  });

  it('found suspect again after the arrest, the customer stays one person', () => {
    const play = detain(caught()).do('20:00', 'officer', 'suspect.arrested', {
      part: 'suspect-1',
      approvalNumber: 'P1',
    });
    find(find(play, 'undetermined', '20:10'), 'suspect', '20:20');
    expect(play.ids('suspect')).toEqual(['suspect-1']);
  });

  it('found suspect twice is one suspect', () => {
    const play = find(find(found(), 'undetermined', '15:30'), 'suspect', '15:40');
    expect(play.ids('suspect')).toEqual(['suspect-1']);
  });

  it('bailed or released, the case may close', () => {
    const play = detain(caught()).do('20:00', 'officer', 'suspect.bailed', { part: 'suspect-1', decisionNumber: 'Q1' });
    expect(unsettled(play.view)).toEqual(['account-1']);
  });

  it.each([
    [
      'released',
      (play: Play) => play.do('16:00', 'officer', 'suspect.released', { part: 'suspect-1', reason: '排除' }),
    ],
    [
      'arrested',
      (play: Play) =>
        detain(play, '16:00').do('16:01', 'officer', 'suspect.arrested', { part: 'suspect-1', approvalNumber: 'P1' }),
    ],
  ] as const)('a customer who was %s and leaves the bank is no fugitive', (state, exit) => {
    const play = exit(caught()).do('16:05', 'teller', 'lead.subjectLeft', { means: 'onFoot' });
    expect(play.ids('suspect')).toEqual(['suspect-1']);
    expect(play.state('suspect-1')).toBe(state);
  });

  it('taken in for questioning before the filing, a person may be recorded so after it', () => {
    const play = caught().do('16:00', 'officer', 'suspect.questioned', {
      part: 'suspect-1',
      arrivedAt: '2024-11-18T15:10:00+08:00',
    });
    expect(play.state('suspect-1')).toBe('questioning');
  });
});
