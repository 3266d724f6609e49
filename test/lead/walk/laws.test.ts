import { describe, expect, it } from '@jest/globals';
import type { CaseFile, Clock, Command, Facts, Part } from '../../../src/engine/definition/index.js';
import type { Play } from '../play.js';
import { approved, caught, fileCase, find, found, handOut, inCustody, reported } from '../scenes.js';
import { mustHold } from './laws.js';

// Each law of the walks is broken by hand once: a check that cannot fail proves nothing.

type Change = (file: CaseFile) => Partial<CaseFile>;

/** What the laws say of a case after an entry that changed it so. */
function verdict(play: Play, type: string, change: Change, of: Partial<Command> = {}): string {
  const before = play.file;
  const [last] = play.log.slice(-1);
  if (!last) throw new Error('nothing was recorded');
  const after = { ...before, version: before.version + 1, ...change(before) };
  const changed = after.parts.filter((part) => !before.parts.includes(part));
  const armed = after.clocks.filter((clock) => !before.clocks.includes(clock));
  const disarmed = before.clocks.filter(
    (one) => !after.clocks.some(({ part, name }) => part === one.part && name === one.name),
  );
  const decision = { ok: true as const, file: after, changed, moves: [], opened: [], armed, disarmed, corrected: [] };
  try {
    mustHold({ command: { ...last, type, part: undefined, ...of }, before, after }, decision);
    return 'holds';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function part(id: string, change: Partial<Part> | ((facts: Facts) => Partial<Part>)): Change {
  return ({ parts }) => ({
    parts: parts.map((one) =>
      one.id === id ? { ...one, ...(typeof change === 'function' ? change(one.facts) : change) } : one,
    ),
  });
}

function clock(name: string, change: Partial<Clock>): Change {
  return ({ clocks }) => ({ clocks: clocks.map((one) => (one.name === name ? { ...one, ...change } : one)) });
}

/** A return of this sum, in one line. */
function returning(total: string): (facts: Facts) => Partial<Part> {
  return (facts) => ({
    facts: { ...facts, total, allocation: [{ claim: 'claim-1', victim: 'victim-1', amount: total }] },
  });
}

const note = 'lead.noted';
const late = '2024-11-18T06:00:00.000Z';

describe('the laws of the walks', () => {
  it('hold of a case as it should be', () => {
    expect(verdict(approved(), note, () => ({}))).toBe('holds');
  });

  it.each<[string, Play, string, Change, RegExp]>([
    ['a part is gone', found(), note, ({ parts }) => ({ parts: parts.slice(0, -1) }), /is gone/],
    [
      'an annulled part comes back',
      found().alter('hold-1', { state: 'annulled' }),
      note,
      part('hold-1', { state: { payment: 'released', telling: 'told' } }),
      /came back/,
    ],
    [
      'a fact is undefined',
      found(),
      note,
      part('lead-1', (facts) => ({ facts: { ...facts, x: undefined as never } })),
      /undefined/,
    ],
    [
      'nobody answers for the lead',
      found(),
      note,
      part('lead-1', ({ owner: _, ...facts }) => ({ facts })),
      /nobody answers/,
    ],
    ['a clock is missing', reported(), note, ({ clocks }) => ({ clocks: clocks.slice(1) }), /without its clock/],
    [
      'a clock of a left state stands',
      reported(),
      note,
      part('hold-1', { state: { payment: 'released', telling: 'told' }, final: true }),
      /left state/,
    ],
    ['a clock is shortened', reported(), note, clock('acknowledge', { dueAt: late }), /by the facts|shortens/],
    [
      'a due time does not follow from the facts',
      found(),
      note,
      part('lead-1', (facts) => ({ facts: { ...facts, foundAt: late } })),
      /by the facts/,
    ],
    [
      'a finding frees somebody who is held',
      caught(),
      'lead.classified',
      (file) => ({
        ...part('suspect-1', { state: 'released', final: true })(file),
        clocks: file.clocks.filter((one) => one.part !== 'suspect-1'),
      }),
      /was moved by lead.classified/,
    ],
    [
      'a clock sets somebody free',
      caught(),
      'clock.struck',
      (file) => ({
        ...part('suspect-1', { state: 'released', final: true })(file),
        clocks: file.clocks.filter((one) => one.part !== 'suspect-1'),
      }),
      /was moved by clock.struck/,
    ],
    [
      'more came out of an account than was in it',
      inCustody(),
      note,
      part('account-1', (facts) => ({ facts: { ...facts, amount: '1' } })),
      /more came out/,
    ],
    [
      'an account says otherwise than its balance',
      inCustody(),
      note,
      part('account-1', (facts) => ({ facts: { ...facts, amount: '30000000' } })),
      /balance says otherwise/,
    ],
    [
      'more is returned than there is',
      approved(),
      note,
      part('return-1', returning('99999999999')),
      /more than there is/,
    ],
    [
      'more was returned than there was',
      handOut(approved()),
      note,
      part('return-1', returning('99999999999')),
      /more of cash-1 was returned/,
    ],
    [
      'the lines are not the total',
      approved(),
      note,
      part('return-1', (facts) => ({ facts: { ...facts, total: '5' } })),
      /not its total/,
    ],
    [
      'a claim is paid without a return',
      approved(),
      note,
      part('claim-1', { state: 'paid', final: true }),
      /was paid on it/,
    ],
    [
      'a closed case has something open',
      found(),
      note,
      (file) => ({
        ...part('lead-1', {
          state: { progress: 'settled', filing: 'filed', feedback: 'acknowledged', information: 'none' },
        })(file),
        closedAt: late,
        clocks: [],
      }),
      /without its clock|the case is closed/,
    ],
    ['a note closes the case', fileCase(found()), note, () => ({ closedAt: late }), /closed/],
    [
      'a cleared customer is held',
      find(found('undetermined'), 'legitimate', '15:30'),
      note,
      (file) => heldAnew(file),
      /still delays the payment/,
    ],
  ])('are broken when %s', (_, play, type, change, expected) => {
    expect(verdict(play, type, change)).toMatch(expected);
  });
});

/** The hold runs again, with its clock. */
function heldAnew(file: CaseFile): Partial<CaseFile> {
  const hold = file.parts.find((one) => one.id === 'hold-1');
  const startedAt = String(hold?.facts['startedAt']);
  const dueAt = new Date(Date.parse(startedAt) + 20 * 60_000).toISOString();
  const expires = { part: 'hold-1', name: 'holdExpires', dueAt, at: startedAt, recordedAt: startedAt, struckAt: null };
  const clocks = [...file.clocks, expires].sort((a, b) => (`${a.part}/${a.name}` < `${b.part}/${b.name}` ? -1 : 1));
  return { ...part('hold-1', { state: { payment: 'active', telling: 'told' }, final: false })(file), clocks };
}
