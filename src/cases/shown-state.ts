import { isObject, type Json, type Part } from '../engine/definition/index.js';
import type { Effects } from '../engine/ledger/entry.js';

/**
 * A state as people know it: XState's value, without a state that does nothing but group others for a clock they share
 * (`{stopped: "freezeRequested"}` is `freezeRequested`: the 48 hours of the stop run on in it).
 */
export function shownState(state: Part['state'] | Json): Json {
  if (!isObject(state)) return typeof state === 'string' ? state : null;
  const regions = Object.entries(state).flatMap(([region, value]): [string, Json][] =>
    value === undefined ? [] : [[region, shownState(value)]],
  );
  const [[, only] = ['', null], ...others] = regions;
  return others.length === 0 && typeof only === 'string' ? only : Object.fromEntries(regions);
}

/** A move of a part with its states as people know them. */
export function shownMove(move: Effects['moved'][number]): {
  readonly part: string;
  readonly from: Json;
  readonly to: Json;
} {
  return { ...move, from: shownState(move.from), to: shownState(move.to) };
}
