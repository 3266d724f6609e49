import { type AnyStateMachine, setup } from 'xstate';
import type { FactChanges, Facts, Sentence } from './json.js';
import type { Told } from './types.js';

/** What guards and actions of a statechart are given. */
export interface Moment {
  context: Facts;
  event: Told;
}

// A delay is only a name here: the clock's definition knows the time, and `transition()` never waits.
const anyDelay: Record<string, number> = new Proxy({}, { get: () => 1, has: () => true, ownKeys: () => [] });

/**
 * Facts without those that were cleared. XState's `assign` only ever adds keys, so a cleared fact stays behind as
 * undefined; it must not be stored, or replay would differ.
 */
export function kept(facts: FactChanges): Facts {
  const next: Record<string, Facts[string]> = {};
  for (const [name, value] of Object.entries(facts)) if (value !== undefined) next[name] = value;
  return next;
}

const kit = setup({
  // XState takes its types from the type of this value; nothing is asserted about data.
  types: {} as { context: FactChanges; events: Told },
  delays: anyDelay,
});

/** Merges the facts of the event into the part: a value sets, `undefined` clears. The only way facts are kept. */
export const record = kit.assign(({ event }) => event.facts);

/**
 * As `record`, and keeps under this name when it happened: `at` of the deed, or of the strike the moment it was due. `more`
 * are facts of the transition itself.
 */
export function recordingWhen(name: string, more: FactChanges = {}) {
  return kit.assign(({ event }) => ({ ...event.facts, [name]: event.at, ...more }));
}

/** Keeps facts that are read from the moment itself: for the root, which is only told of what happens to its parts. */
export function recording(facts: (moment: { event: Told }) => FactChanges) {
  return kit.assign(({ event }) => facts({ event }));
}

/** Raises an internal event to the other regions of the same statechart. */
export function raising(type: string) {
  return kit.raise({ type } as Told);
}

/** A transition that keeps the event's facts. */
export function to(target: string, more: object = {}) {
  return { target, actions: record, ...more };
}

/** A transition that keeps the event's facts and stays. */
export const stays = { actions: record };

/** A state that waits without a clock, and says why. */
export function waits(why: Sentence, on: object = {}) {
  return { meta: { waits: why }, on };
}

/** A final state. */
export const final = { type: 'final' } as const;

/**
 * The statechart of one kind of part. Starts in `new` unless parallel; states with clocks carry an explicit `id`.
 * Guards only choose between branches; refusing is the rules' work.
 */
export function statechart(config: { id: string; [key: string]: unknown }): AnyStateMachine {
  // The config is checked at boot (check.ts), more strictly than XState's types could.
  const whole: object = { initial: 'new', context: {}, ...config };
  return kit.createMachine(whole as never) as unknown as AnyStateMachine;
}
