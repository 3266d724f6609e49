import { describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../src/engine/definition/index.js';
import { citation } from '../../../src/lead/law.js';
import { leadCase } from '../../../src/lead/lead.case.js';
import { type RetentionClass, retentionOf } from '../../../src/lead/parts/keeping.js';
import { retentionTable } from '../../../src/lead/retention.js';
import { localLimits } from '../../../src/lead/settings.js';
import { moment, type Play } from '../play.js';
import { feedBack, fileCase, find, found, onScene, report, reported } from '../scenes.js';

const kept = ({ file }: Play) => {
  const { class: kind, until } = retentionOf(file.parts, file.closedAt, file.settings);
  return [kind, until];
};

const days = (from: string, n: number) => new Date(Date.parse(from) + n * 86_400_000).toISOString();
const closed = moment('15:20');
const system: Actor = { account: 'system', role: 'system', org: { code: 'system', kind: 'system' } };

/** Put into the closed state, whatever is still open: only the class is looked at. */
function closing(play: Play, progress = 'settled'): Play {
  const state = play.part('lead-1').state;
  play.alter('lead-1', { state: { ...(typeof state === 'string' ? {} : state), progress } });
  play.file = { ...play.file, closedAt: closed };
  return play;
}

describe('how long a case is kept', () => {
  it('depends on what became of it', () => {
    const legitimate = feedBack(find(onScene(), 'legitimate'), 'legitimate', '15:20');
    expect(kept(legitimate)).toEqual(['cleared', moment('2025-02-16 15:20')]);
    expect(kept(closing(found('victim')))).toEqual(['notFiled', days(closed, 1095)]);
    expect(kept(closing(fileCase(found())))).toEqual(['criminal', days(closed, 21915)]);
    expect(kept(closing(fileCase(found(), '15:30', 'administrative')))).toEqual([
      'administrative',
      days(closed, 10957),
    ]);
    expect(kept(closing(found('victim', { ...report, exercise: true })))).toEqual(['exercise', days(closed, 365)]);
    const linked = reported().do('15:05', 'duty', 'lead.linked', { lead: 'x', reason: 'r' });
    expect(kept(linked)).toEqual(['linked', days(moment('15:05'), 21915)]);
  });

  it('is not foreseen while it is open', () => {
    for (const play of [reported(), found(), fileCase(found()), find(onScene(), 'legitimate')])
      expect(kept(play)[1]).toBeNull();
    expect(leadCase.index(found().file)).toMatchObject({ retention: 'notFiled', keepUntil: null, held: false });
  });

  it('counts from the last answer to a complaint', () => {
    const play = closing(found('victim')).do('11-20 09:00', 'duty', 'complaint.opened', { noSlip: 'x', text: 'y' });
    const answer = { part: 'complaint-1', outcome: 'upheld', answer: '已致歉' };
    play.do('11-21 09:00', 'centerlead', 'complaint.answered', answer);
    expect(kept(play)).toEqual(['notFiled', days(moment('11-21 09:00'), 1095)]);
  });

  it('is no longer agreed upon once the case was opened again', () => {
    const play = closing(found('victim'));
    const time = '2027-12-01 10:00';
    play.do(time, 'duty', 'lead.erasureProposed', { reason: 'r' }).do(time, 'city', 'lead.erasureApproved');
    expect(leadCase.index(play.file).eraseAt).toBe(moment(time));
    play.do(time, 'centerlead', 'lead.reopened', { reason: '新情况' });
    expect(leadCase.index(play.file)).toMatchObject({ eraseAt: null, keepUntil: null });
    play.file = { ...closing(play).file, closedAt: moment('2027-12-02 10:00') };
    expect(leadCase.index(play.file).eraseAt).toBeNull();
  });

  it('is not over for somebody who complained after the approval and was answered', () => {
    const play = closing(found('victim'));
    const time = '2027-12-01 10:00';
    play.do(time, 'duty', 'lead.erasureProposed', { reason: 'r' }).do(time, 'city', 'lead.erasureApproved');
    play.do(time, 'duty', 'complaint.opened', { noSlip: 'x', text: 'y' });
    expect(leadCase.index(play.file).eraseAt).toBeNull();
    const answer = { part: 'complaint-1', outcome: 'upheld', answer: '已致歉' };
    play.do('2027-12-02 09:00', 'centerlead', 'complaint.answered', answer);
    const until = days(moment('2027-12-02 09:00'), 1095);
    expect(leadCase.index(play.file)).toMatchObject({ eraseAt: until, keepUntil: until });
    expect(play.record('2027-12-02 09:01', system, 'lead.personalDataErased')).toMatch('keptLongEnough');
  });
});

describe('the table of retention', () => {
  it('has every class of case, with settings that there are and a basis that is cited whole', () => {
    const classes: RetentionClass[] = ['cleared', 'exercise', 'notFiled', 'administrative', 'criminal', 'linked'];
    const others = ['inquiry', 'accessLog', 'breakGlass', 'administration'];
    expect(retentionTable.map(({ id }) => id)).toEqual([...classes, ...others]);
    for (const { settings, basis, title, note, period } of retentionTable) {
      for (const name of settings) expect(localLimits[name].unit).toBe('days');
      expect(citation(basis).zh).toMatch(/^[\p{Script=Han}\p{P}\d]+$/u);
      for (const sentence of [title, note, period]) expect(sentence.zh && sentence.en).toBeTruthy();
    }
  });

  it('names every setting that keeps something', () => {
    const named = new Set<string>(retentionTable.flatMap(({ settings }) => settings));
    expect(Object.keys(localLimits).filter((name) => name.startsWith('keep') && !named.has(name))).toEqual([]);
  });
});
