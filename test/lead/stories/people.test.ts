import { describe, expect, it } from '@jest/globals';
import { unsettled } from '../../../src/lead/parts/settling.js';
import { house, moment, Play } from '../play.js';
import { caught, detain, fileCase, find, found, onScene, reportWithout } from '../scenes.js';

function caughtAgain(play: Play, time = '16:00'): Play {
  return play.do(time, 'officer', 'suspect.caught', { part: 'suspect-1', where: '车站' });
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

describe('how old somebody is', () => {
  const arrivedAt = '2024-11-18T16:00:00+08:00';
  const told = (band: string | null, stated?: string): Play => {
    const play = caught(found());
    play.house = (question, actor) => (question.name === 'ageBand' ? band : house(question, actor));
    const protection = stated === undefined ? {} : { protection: stated };
    return play.do('16:00', 'officer', 'suspect.questioned', { part: 'suspect-1', arrivedAt, ...protection });
  };

  const fresh = (body?: Record<string, unknown>): Play =>
    caught(found('suspect', body)).do('16:00', 'officer', 'suspect.questioned', { part: 'suspect-1', arrivedAt });

  it.each([
    ['under16', undefined, '20:00', 'under16'],
    ['seventyOrOver', 'none', '20:00', 'seventyOrOver'],
    ['adult', 'pregnantOrNursing', '20:00', 'pregnantOrNursing'],
    ['adult', 'under16', '20:00', 'under16'],
    ['adult', undefined, '11-19 04:00', 'none'],
    [null, 'none', '11-19 04:00', 'none'],
    [null, undefined, '11-19 04:00', 'none'],
  ])('%s by the papers, stated %s: until %s', (band, stated, due, protection) => {
    const play = told(band, stated);
    expect(play.clock('suspect-1', 'questioning')?.dueAt).toBe(moment(due));
    expect(play.facts('suspect-1')['protection']).toBe(protection);
  });

  it.each(['pregnantOrNursing', 'under16'])('keeps what an officer stated, %s, when papers are corrected', (stated) => {
    const play = told('seventyOrOver', stated);
    play.house = (question, actor) => (question.name === 'ageBand' ? 'adult' : house(question, actor));
    const papers = { part: 'suspect-1', field: 'birthDate', value: '1990-12-01', reason: '查明身份' };
    play.do('17:00', 'duty', 'suspect.rectified', papers);
    expect(play.facts('suspect-1')).toMatchObject({ protection: stated, age: 'adult' });
    expect(play.clock('suspect-1', 'questioning')?.dueAt).toBe(moment('20:00'));
    // Taken back by itself, it is gone.
    const mistaken = { part: 'suspect-1', field: 'protection', value: 'none', reason: '检查结果' };
    play.do('17:10', 'officer', 'suspect.rectified', mistaken);
    expect(play.clock('suspect-1', 'questioning')?.dueAt).toBe(moment('11-19 04:00'));
  });

  it.each([
    ['is corrected', 'lead.rectified', { field: 'customer.idNumber', value: '990101200912010019', reason: '核对' }],
    ['is supplemented', 'lead.supplemented', { customer: { name: '张某', idNumber: '990101200912010019' } }],
  ] as const)('shortens the limit when the number at the counter %s', (_, event, body) => {
    const play = fresh(event === 'lead.rectified' ? undefined : reportWithout('customer'));
    play.house = (question, actor) => (question.name === 'ageBand' ? 'under16' : house(question, actor));
    play.do('17:00', 'duty', event, body);
    expect(play.facts('suspect-1')).toMatchObject({ protection: 'under16', age: 'under16' });
    expect(play.clock('suspect-1', 'questioning')?.dueAt).toBe(moment('20:00'));
    expect(play.until('20:01').overdue).toContain('suspect-1/questioning');
    expect(play.replayed()).toEqual(play.file);
  });

  it('a protection outlives a flight, whatever one officer says then', () => {
    const play = told('adult', 'pregnantOrNursing').do('17:00', 'officer', 'suspect.fled', {
      part: 'suspect-1',
      how: '后门',
    });
    const again = { part: 'suspect-1', arrivedAt: '2024-11-18T18:00:00+08:00', protection: 'none' };
    caughtAgain(play.until('17:30'), '17:40').do('18:00', 'officer', 'suspect.questioned', again);
    expect(play.facts('suspect-1')).toMatchObject({ protection: 'pregnantOrNursing' });
    expect(play.clock('suspect-1', 'questioning')?.dueAt).toBe(moment('21:00'));
  });

  it('shortens the limit as soon as an ID number shows a child', () => {
    const play = told('adult');
    play.do('16:30', 'duty', 'suspect.rectified', {
      part: 'suspect-1',
      field: 'idNumber',
      value: '990101197001010019',
      reason: '查明身份',
    });
    expect(play.clock('suspect-1', 'questioning')?.dueAt).toBe(moment('11-19 04:00'));
    play.house = (question, actor) => (question.name === 'ageBand' ? 'under16' : house(question, actor));
    play.do('17:00', 'duty', 'suspect.rectified', {
      part: 'suspect-1',
      field: 'birthDate',
      value: '2009-12-01',
      reason: '家属提供出生证明',
    });
    expect(play.clock('suspect-1', 'questioning')?.dueAt).toBe(moment('20:00'));
    expect(play.facts('suspect-1')).toMatchObject({ protection: 'under16', age: 'under16' });
    expect(play.until('20:01').overdue).toContain('suspect-1/questioning');
    expect(play.state('suspect-1')).toBe('questioning');
    play.do('20:30', 'officer', 'suspect.released', {
      part: 'suspect-1',
      reason: '期限届满',
      releasedAt: '2024-11-18T20:10:00+08:00',
    });
    expect(play.facts('suspect-1')['releasedAt']).toBe(moment('20:10'));
  });
});
