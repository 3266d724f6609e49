import type { View } from '../../engine/definition/index.js';
import { objectsIn, textIn } from '../facts.js';
import { assets } from './assets.js';
import { type finalResults, interceptionOf, restitutionOf } from './settling.js';
import { isHandedOn, progressOf } from './standing.js';

/** What a bank can be told of its lead, and when each of it is true. */

/** A final result, or the interim word. */
export type Result = (typeof finalResults)[number] | 'confirmed';

/**
 * PURE. The results that are true of the case now. Never empty once all else is settled: a legitimate finding is one, what
 * was held has gone back or is parked, and where nothing is held nothing could be stopped.
 */
export function resultsNow(view: View): Set<Result> {
  const finding = textIn(view.root.facts, 'finding');
  const isLinked = progressOf(view) === 'linked' || objectsIn(view.root.facts, 'links').length > 0;
  const linked: Result[] = isLinked ? ['linked'] : [];
  if (finding === 'legitimate') return new Set(['legitimate', ...linked]);
  const confirmed: Result[] = finding === undefined ? [] : ['confirmed'];
  return new Set([...confirmed, ...dissuaded(view), ...outcomeOfMoney(view), ...linked]);
}

/** A victim saw that it was a scam. */
function dissuaded(view: View): Result[] {
  return view.of('victim').some(({ facts }) => facts['outcome'] === 'persuaded') ? ['dissuaded'] : [];
}

/** What was stopped went back, or lies somewhere; `lost` where nothing was stopped and nothing is left to stop. */
function outcomeOfMoney(view: View): Result[] {
  if (interceptionOf(view) === 'intercepted')
    return [restitutionOf(view) === 'returned' ? 'interceptedReturned' : 'interceptedParked'];
  const found = assets(view);
  const isOver = [...found, ...view.of('parcel')].every((part) => part.final);
  const isLookedFor = found.length === 0 && view.root.facts['concluded'] !== true && !isHandedOn(view);
  return isOver && !isLookedFor && dissuaded(view).length === 0 ? ['lost'] : [];
}
