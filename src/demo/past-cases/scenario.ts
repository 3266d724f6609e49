import type { Json } from '../../engine/definition/index.js';
import type { Cast, Who } from './cast.js';

type Body = Readonly<Record<string, Json>>;

/** What a line may look at when it is played. */
export interface Moment {
  /** ISO 8601 UTC. */
  readonly now: string;
  /** Half an hour before the report. */
  readonly before: string;
  /** A fact of a part. */
  fact(part: string, name: string): Json;
  /** The number of the last case before this one that carries others on; empty unless the scenario links to it. */
  readonly previous: string;
}

/** One thing that is done: minutes after the one before, by whom, what. */
export type Line = readonly [minutes: number, who: Who, event: string, body?: Body | ((moment: Moment) => Body)];

/** A kind of past case: how many of them, how long ago they were reported, and what was done. */
export interface Scenario {
  readonly cases: number;
  /** Minutes before now at which the first and the last of them were reported. */
  readonly ago: readonly [first: number, last: number];
  /** It names the last case before it that carries others on. */
  readonly links?: true;
  /** It stays open, so that others may be linked to it. */
  readonly carries?: true;
  lines(cast: Cast): readonly Line[];
}

/** Minutes of so many hours. */
export const hours = (count: number): number => count * 60;
/** Minutes of so many days. */
export const days = (count: number): number => count * 1_440;
