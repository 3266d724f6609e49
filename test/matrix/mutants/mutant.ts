import type { Arena } from '../arena.js';
import type { Walls } from '../ground/house.js';
import type { Reached } from './probing.js';

/** One change of a wall that can be switched on and off. */
export interface Mutant {
  readonly name: string;
  /** One of these ways in which the walls stand must show it: behind a wall that stands it could not be seen. */
  readonly walls: readonly Walls[];
  /** What only those cells reach in which it makes a difference. */
  readonly marks: readonly (number | string)[];
  /** Whether it shows somebody other rows than `expected/rows.ts` says. */
  readonly isInRows?: boolean;
  on(arena: Arena): Promise<void>;
  off(arena: Arena): Promise<void>;
}

/** What the cells reach, by the way in which the walls stand. */
export type ReachedBehind = ReadonlyMap<Walls, Reached>;

/** Of several that are called the same the second is called `… · 2`. */
export function numbered<T extends { readonly name: string }>(all: readonly T[]): T[] {
  const counts = new Map<string, number>();
  return all.map((one) => {
    const count = (counts.get(one.name) ?? 0) + 1;
    counts.set(one.name, count);
    return count === 1 ? one : { ...one, name: `${one.name} · ${count}` };
  });
}
