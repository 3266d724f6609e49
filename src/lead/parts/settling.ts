import { isIn, type Part, type View } from '../../engine/definition/index.js';
import { textIn } from '../facts.js';
import { assetKinds, assets, isHeld, isNone, property } from './assets.js';
import { idsOf, isHandedOn, openParts, openReturns, progressOf, regionOf } from './standing.js';

/** What became of the money, the people and the return of it, and what a case still waits for: pure readings of the view. */

/** Kinds of which every part must be final before a case settles. */
const mustBeFinal = [...assetKinds, 'parcel', 'suspect', 'claim', 'return', 'transfer'];

/** The results that end a feedback; `confirmed` is only an interim word. */
export const finalResults = [
  'interceptedReturned',
  'interceptedParked',
  'dissuaded',
  'legitimate',
  'lost',
  'linked',
] as const;

/** What of the money was stopped: `intercepted` `lost` `open`. */
export function interceptionOf(view: View): 'open' | 'intercepted' | 'lost' {
  if (property(view).some(isHeld)) return 'intercepted';
  const counted = property(view).filter((asset) => !isNone(asset));
  return counted.length > 0 && counted.every((asset) => isIn(asset, 'emptied', 'lost', 'delivered')) ? 'lost' : 'open';
}

/** Handed on with the case without ever having been in our hands. */
function isSoughtElsewhere(suspect: Part): boolean {
  return isIn(suspect, 'transferred') && suspect.facts['handedOverIn'] === undefined;
}

/** How the pursuit of people stands. */
export function pursuitOf(view: View): 'notNeeded' | 'open' | 'caught' | 'fled' | 'released' {
  const suspects = view
    .of('suspect')
    .filter((suspect) => !isIn(suspect, 'reclassified', 'dismissed') && !isSoughtElsewhere(suspect));
  if (suspects.length === 0) return 'notNeeded';
  if (suspects.some((suspect) => isIn(suspect, 'fled', 'wanted'))) return 'fled';
  if (suspects.some((suspect) => isIn(suspect, 'identified'))) return 'open';
  return suspects.every((suspect) => isIn(suspect, 'released')) ? 'released' : 'caught';
}

/** How far what was stopped is on its way back. */
export function restitutionOf(view: View): 'waiting' | 'returning' | 'returned' | 'parked' {
  if (openReturns(view).length > 0) return 'returning';
  const held = property(view).filter(isHeld);
  if (held.length === 0 || held.some((asset) => !asset.final)) return 'waiting';
  return held.some((asset) => isIn(asset, 'withCase', 'treasury', 'transferred')) ? 'parked' : 'returned';
}

/** What a case still waits for before it settles, feedback apart: ids of open parts, or names of what is missing. */
export function unsettled(view: View): string[] {
  const { root } = view;
  const waits = idsOf(openParts(view, ...mustBeFinal));
  // What else there is to find and to decide is for the organ that has the case now.
  if (isHandedOn(view)) return waits;
  if (regionOf(root, 'filing') === 'review') waits.push('filing');
  if (progressOf(view) !== 'intervening') return waits;
  const concluded = root.facts['concluded'] === true;
  if (assets(view).length === 0 && !concluded) waits.push('asset');
  // After a reopening the finding is gone: the case would close again before anybody looked.
  if (root.facts['finding'] === undefined && !concluded) waits.push('finding');
  return waits;
}

/** True when the bank knows the final result, or no bank waits for one. */
export function isFedBack(view: View): boolean {
  const feedback = regionOf(view.root, 'feedback');
  const result = textIn(view.root.facts, 'result') ?? '';
  return feedback === 'notNeeded' || (feedback === 'acknowledged' && isFinalResult(result));
}

/** True for a result that ends the feedback. */
export function isFinalResult(result: string): boolean {
  return finalResults.some((final) => final === result);
}

/** True when nothing is left to do: the case closes by itself. */
export function isSettled(view: View): boolean {
  return isFedBack(view) && unsettled(view).length === 0;
}
