import type { ClockDefinition, Settings } from '../engine/definition/index.js';

/** Of what the limit of a clock is made, found by asking it. */
export interface ClockSource {
  /** The moment from which it runs unless a fact names another. */
  readonly from: 'the deed' | 'the recording' | 'a fact';
  /** Facts of the part that it looks at. */
  readonly facts: readonly string[];
  /** Settings of the office that it looks at. */
  readonly settings: readonly string[];
}

const early = '2026-01-05T00:00:00.000Z';
const late = '2026-01-06T00:00:00.000Z';

/** PURE. Asks a clock for its due time with a deed and a recording a day apart, and notes what it looks at. */
export function sourceOf(clock: ClockDefinition, settings: Settings): ClockSource {
  const facts = new Set<string>();
  const used = new Set<string>();
  const due = (at: string, recordedAt: string) =>
    clock.due({ at, recordedAt, facts: noting({}, facts), settings: noting(settings, used) });
  const base = due(early, early);
  const from = due(early, late) !== base ? 'the recording' : due(late, late) !== base ? 'the deed' : 'a fact';
  return { from, facts: [...facts], settings: [...used] };
}

function noting<T extends object>(target: T, read: Set<string>): T {
  return new Proxy(target, {
    get: (object, name) => {
      if (typeof name === 'string') read.add(name);
      return Reflect.get(object, name);
    },
  });
}
