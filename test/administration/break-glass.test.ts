import { describe, expect, test } from '@jest/globals';
import { breakGlassCase } from '../../src/administration/break-glass/break-glass.case.js';
import { settingsFor } from '../../src/cases/definitions.js';
import { type Decision, decide, dueStrikes, type Refusal } from '../../src/engine/decide.js';
import type { CaseFile, Json } from '../../src/engine/definition/index.js';
import { genesis } from '../../src/engine/replay.js';
import { citation } from '../../src/lead/law.js';

const start = Date.UTC(2026, 10, 18, 7);
const lead = { id: 'lead-id', number: 'L1', station: 'xiufeng', district: null };

/** One emergency reading, on a clock of its own. */
class Reading {
  file: CaseFile = genesis('glass', breakGlassCase, settingsFor(breakGlassCase));
  private now = start;

  open(known: { readonly [name: string]: Json } = {}) {
    return this.submit('officer3', 'officer', 'opened', { number: 'L1', reason: 'sealed' }, known);
  }

  submit(
    account: string,
    role: string,
    event: string,
    body: { readonly [key: string]: Json } = {},
    known = {},
  ): Decision | Refusal {
    const at = new Date(this.now).toISOString();
    const actor = { account, role, org: { code: 'x', kind: 'station' } };
    const all = { lead, brokenToday: 0, ...known };
    return this.keep(
      decide(breakGlassCase, this.file, { type: `breakGlass.${event}`, body, actor, at, recordedAt: at, known: all }),
    );
  }

  /** Time passes; says which clocks struck. */
  after(minutes: number): string[] {
    this.now += minutes * 60_000;
    const struck: string[] = [];
    for (;;) {
      const [next] = dueStrikes(this.file, new Date(this.now).toISOString());
      if (!next) return struck;
      struck.push(String(next.body['clock']));
      this.keep(decide(breakGlassCase, this.file, next));
    }
  }

  get state(): unknown {
    return this.file.parts[0]?.state;
  }

  private keep(outcome: Decision | Refusal) {
    if (outcome.ok) this.file = outcome.file;
    return outcome;
  }
}

const rulesOf = (outcome: Decision | Refusal) => (outcome.ok ? [] : (outcome.rules ?? []).map(({ code }) => code));

describe('an emergency reading', () => {
  test('is told at once, ends after an hour, waits for its review from the opening on, and is then over', () => {
    const one = new Reading();
    expect(one.open().ok).toBe(true);
    expect(one.after(0)).toEqual(['tellSecond']);
    expect(one.state).toEqual({ reading: 'open', telling: 'told' });
    expect(one.after(59)).toEqual([]);
    expect(one.after(1)).toEqual(['breakGlassEnds']);
    expect(one.after(23 * 60 - 1)).toEqual([]);
    expect(one.after(1)).toEqual(['reviewBreakGlass']);
    expect(one.state).toEqual({ reading: 'ended', telling: 'told' });
    expect(one.submit('lead', 'centerLead', 'reviewed', { justified: true, note: 'x' }).ok).toBe(true);
    expect([one.file.closedAt, one.file.clocks]).toEqual([expect.any(String), []]);
  });

  test('is reviewed once it has ended, however soon that was', () => {
    const one = new Reading();
    one.open();
    const review = () => one.submit('lead', 'centerLead', 'reviewed', { justified: false, note: 'x' });
    expect(review()).toMatchObject({ code: 'notInThisState' });
    expect(one.submit('officer3', 'officer', 'ended').ok).toBe(true);
    expect(one.after(24 * 60)).toEqual(['tellSecond', 'reviewBreakGlass']);
    expect(review().ok).toBe(true);
    expect(review()).toMatchObject({ code: 'notInThisState' });
  });

  test.each([
    ['leadThere', { lead: null }],
    ['fewADay', { brokenToday: 3 }],
  ])('%s refuses, and lets the nearest thing pass', (rule, known) => {
    expect(rulesOf(new Reading().open(known))).toEqual([rule]);
    expect(new Reading().open({ brokenToday: 2 }).ok).toBe(true);
  });

  test('endsOwn and reviewedByAnother know who opened it', () => {
    const one = new Reading();
    one.open();
    expect(rulesOf(one.submit('station', 'stationDuty', 'ended'))).toEqual(['endsOwn']);
    expect(one.submit('lead', 'centerLead', 'ended').ok).toBe(true);
    const review = { justified: true, note: 'x' };
    expect(rulesOf(one.submit('officer3', 'centerLead', 'reviewed', review))).toEqual(['reviewedByAnother']);
    expect(one.submit('lead', 'centerLead', 'reviewed', review).ok).toBe(true);
  });

  test('clockOverdue calls about what stands overdue, and once about what ended by its strike', () => {
    const one = new Reading();
    one.open();
    one.after(60);
    const call = {
      of: 'breakGlass-1',
      clock: 'reviewBreakGlass',
      dueAt: '',
      struckAt: '',
      call: 1,
      from: 1,
      ended: false,
    };
    const raised = (more: object) => one.submit('system', 'system', 'alarmRaised', { ...call, ...more });
    expect(rulesOf(raised({}))).toEqual(['clockOverdue']);
    expect(rulesOf(raised({ ended: true, call: 2 }))).toEqual(['clockOverdue']);
    expect(raised({ ended: true, clock: 'tellSecond' }).ok).toBe(true);
    one.after(24 * 60);
    const [{ struckAt } = { struckAt: null }] = one.file.clocks;
    expect(raised({ struckAt }).ok).toBe(true);
  });

  test('textKeptLongEnough keeps reason and review for three years from the review, and then they are erased, by no person', () => {
    const one = new Reading();
    const days = (n: number) => one.after(n * 24 * 60);
    const erase = () => one.submit('system', 'system', 'textErased');
    const eraseAt = () => breakGlassCase.index(one.file).eraseAt;
    one.open();
    days(2_000);
    expect([rulesOf(erase()), eraseAt()]).toEqual([['textKeptLongEnough'], null]);
    expect(one.submit('lead', 'centerLead', 'reviewed', { justified: true, note: 'x' }).ok).toBe(true);
    const { reviewedAt } = one.file.parts[0]?.facts ?? {};
    const end = eraseAt() ?? '';
    expect(end).toBe(String(reviewedAt).replace(/^\d{4}/, (year) => String(Number(year) + 3)));
    days(1_090);
    expect(rulesOf(erase())).toEqual(['textKeptLongEnough']);
    days(10);
    expect(one.submit('lead', 'centerLead', 'textErased')).toMatchObject({ code: 'roleMissing' });
    expect(erase().ok).toBe(true);
    expect(breakGlassCase.index(one.file)).toMatchObject({
      eraseAt: null,
      erasedAt: one.file.parts[0]?.facts['erasedAt'],
    });
    expect(one.file.closedAt).toBe(reviewedAt);
  });

  test('says its rules in both languages, and their basis', () => {
    const rules = [...breakGlassCase.events.values()].flatMap(({ rules: some = [] }) => some);
    for (const { code, sentence, basis } of rules) {
      expect([code, sentence.zh]).toEqual([code, expect.stringMatching(/^[^A-Za-z]*请[^A-Za-z]*$/)]);
      expect([code, sentence.en]).toEqual([code, expect.stringMatching(/^[A-Z].*\.$/)]);
      expect([basis, citation(basis).zh]).toEqual([basis, expect.stringMatching(/^[\p{Script=Han}\p{P}\d]+$/u)]);
    }
    for (const { basis } of breakGlassCase.clocks.values())
      expect([basis, citation(basis).zh]).toEqual([basis, expect.stringMatching(/^[\p{Script=Han}\p{P}\d]+$/u)]);
  });
});
