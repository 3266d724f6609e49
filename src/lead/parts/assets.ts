import { isIn, type Json, type Part, type View } from '../../engine/definition/index.js';
import { objectsIn, textIn, unitsIn } from '../facts.js';

/** What the case holds, in whose hands it is, and how much of it is left: pure readings of the view. */

/** Things in the hand. */
const thingKinds = ['cash', 'gold'];

/** Kinds that are held, given back or lost. */
export const assetKinds = ['account', ...thingKinds];

/** The states in which things are in our hands. */
const inOurHands = ['secured', 'seized', 'inCustody', 'announced', 'unrelated'];

/** Cash or gold: kept by a custodian, given back by hand. */
export function isThing(part: Part | undefined): part is Part {
  return part !== undefined && thingKinds.includes(part.kind);
}

/** In what an asset, its claims and its returns are counted. */
export function unitOf(asset: Part): 'fen' | 'mg' {
  return asset.kind === 'gold' ? 'mg' : 'fen';
}

/** Cash and gold that came out of an account. */
function drawnFrom(view: View, account: Part): Part[] {
  return view.of(...thingKinds).filter((thing) => textIn(thing.facts, 'from') === account.id);
}

/**
 * What an account still holds: the sum in question less all that came to light of it as cash, or as gold it paid for, and
 * less what went back. Fen.
 */
export function balanceOf(view: View, account: Part): bigint {
  const spent = drawnFrom(view, account).map(({ kind, facts }) => unitsIn(facts, kind === 'gold' ? 'paid' : 'amount'));
  const sum = unitsIn(account.facts, 'amount') - returnedFrom(view, account);
  return spent.reduce((left, drawn) => left - drawn, sum);
}

/** What is frozen in an account and has not gone back; 0 while nothing is. Fen. */
export function frozenAmount(view: View, account: Part): bigint {
  return isIn(account, 'frozen') ? leftOfFreeze(view, account) : 0n;
}

/** What of the present freeze, or of the last while nothing else is asked for, has not gone back. Fen. */
function leftOfFreeze(view: View, account: Part): bigint {
  // What went back under an earlier freeze, which lapsed, was never part of this one.
  const since = returnedFrom(view, account) - unitsIn(account.facts, 'returnedBefore');
  return unitsIn(account.facts, 'frozen') - since;
}

/** While the money of an account may still be paid out: not frozen, and not at an end. */
export const drawable = ['located', 'stopPayOrdered', 'stopped', 'freezeRequested', 'freezeOrdered', 'lapsed'] as const;

/** Cash or gold came out of the account, and nothing is left in it. */
export function isUsedUp(view: View, account: Part | undefined): boolean {
  if (!account || balanceOf(view, account) > 0n) return false;
  return drawnFrom(view, account).length > 0;
}

/** The state of the account is not what its balance says: a sum was corrected. */
export function isCountedWrongly(view: View): (account: Part) => boolean {
  return (account) => (isUsedUp(view, account) ? isIn(account, ...drawable) : isIn(account, 'drawnOut'));
}

/** One line of a return: which claim, whose, how much. */
export interface Line {
  readonly claim: string;
  readonly victim: string;
  readonly amount: bigint;
}

/** The lines of a return's allocation. */
export function linesOf(part: Part | undefined): Line[] {
  return objectsIn(part?.facts, 'allocation').map((line) => ({
    claim: named(line['claim']),
    victim: named(line['victim']),
    amount: BigInt(named(line['amount']) || '0'),
  }));
}

function named(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** What of an asset has gone back: all executed returns. In the asset's unit. */
export function returnedFrom(view: View, asset: Part): bigint {
  const executed = view.of('return').filter((part) => isIn(part, 'executed') && part.facts['asset'] === asset.id);
  return executed.flatMap(linesOf).reduce((sum, line) => sum + line.amount, 0n);
}

/**
 * What of an asset can still go back: of an account what is frozen, else its amount less all executed returns. After a
 * freeze has lapsed it is what was frozen: the bank may have paid before, and say so after.
 */
export function remainderOf(view: View, asset: Part): bigint {
  if (asset.kind === 'account') return isIn(asset, 'frozen', 'lapsed') ? leftOfFreeze(view, asset) : 0n;
  return unitsIn(asset.facts, 'amount') - returnedFrom(view, asset);
}

/** Whatever is held, given back or lost. */
export function assets(view: View): Part[] {
  return view.of(...assetKinds);
}

/** Assets, and the parcels in which more may be. */
export function property(view: View): Part[] {
  return view.of(...assetKinds, 'parcel');
}

export function isHeld(asset: Part): boolean {
  const { stoppedAt, frozenAt } = asset.facts;
  // A stop or a freeze that was only ordered keeps nothing, nor does one that lapsed or waits behind another organ's.
  if (asset.kind === 'account' && isIn(asset, 'unrelated')) return stoppedAt !== undefined || frozenAt !== undefined;
  // It was stopped by us and is now with another organ.
  if (isIn(asset, 'transferred')) return ['stoppedAt', 'frozenAt', 'heldBy'].some((name) => name in asset.facts);
  const elsewhere = ['stopped', 'frozen', 'carrierHeld', 'seizureApproved'];
  return isIn(asset, ...inOurHands, ...elsewhere, 'returned', 'withCase', 'treasury');
}

/** It turned out not to be ours, or what was in it stands for itself. */
export function isNone(asset: Part): boolean {
  if (isIn(asset, 'delivered')) return textIn(asset.facts, 'how') !== 'tooLate';
  return isIn(asset, 'drawnOut', 'untouched', 'unfrozen', 'handedBack', 'opened', 'released');
}

/** The things in our hands, which a transfer hands over one by one. */
export function thingsInHand(view: View): Part[] {
  return view.of(...thingKinds).filter((thing) => isIn(thing, ...inOurHands));
}
