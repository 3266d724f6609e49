import { type Facts, isObject, type Json } from './json.js';
import type { Actor, Clock, Part } from './types.js';

/**
 * The state of a part that was opened in error. It is in no statechart: a part gets there only by the annulment of the
 * entry that opened it, and never leaves it. Its id is not used again; no reading of the case sees it.
 */
export const annulledState = 'annulled';

/** True for a part that was opened in error. */
export function isAnnulled(part: Part): boolean {
  return part.state === annulledState;
}

/** The question a correction asks: `{part, field}`. Answered with `RecordedBy`, or null when it was never recorded. */
export const recordedByQuestion = 'recordedBy';

/** The question an annulment asks: the version of an entry. Answered with `Undoing`, or null when there is none. */
export const annulledQuestion = 'annulled';

/** Who recorded the present value of a fact, and with which entry. */
export interface RecordedBy {
  readonly version: number;
  readonly actor: Actor;
  /** Where the value stood in the body of that entry when it was sealed as an identity; null otherwise. */
  readonly path: string | null;
}

/** An entry and what stood before it: all that an annulment needs. */
export interface Undoing {
  readonly type: string;
  /** The case was open before the entry and closed after it. */
  readonly closed: boolean;
  /** The parts the entry changed, as they stood before. */
  readonly parts: readonly Part[];
  /** The clocks that ran on them. */
  readonly clocks: readonly Clock[];
  /** Ids of the parts it opened. */
  readonly opened: readonly string[];
}

/** The shell's answer to `recordedBy`; null when the fact was never recorded. */
export function recordedByIn(known: Readonly<Record<string, Json>>): RecordedBy | null {
  return JSON.parse(JSON.stringify(known[recordedByQuestion] ?? null));
}

/** The shell's answer to `annulled`; null when there is no such entry. */
export function undoingIn(known: Readonly<Record<string, Json>>): Undoing | null {
  return JSON.parse(JSON.stringify(known[annulledQuestion] ?? null));
}

/** The name under which a part keeps which of its facts were corrected: `{field: {at, by, version}}`. */
export const correctedFact = 'corrected';

/** A fact by its path (`amount`, `customer.idNumber`); undefined when it was never recorded. */
export function factAt(facts: Facts | undefined, path: string): Json | undefined {
  let value: Json | undefined = facts;
  for (const step of path.split('.')) value = isObject(value) ? value[step] : undefined;
  return value;
}

/** The change that sets one fact by its path; what stands beside it in the same object stays. */
export function changedFact(facts: Facts | undefined, path: string, value: Json): Record<string, Json> {
  const [first = '', ...rest] = path.split('.');
  if (rest.length === 0) return { [first]: value };
  const inner = facts?.[first];
  const beside = isObject(inner) ? inner : {};
  return { [first]: { ...beside, ...changedFact(beside, rest.join('.'), value) } };
}
