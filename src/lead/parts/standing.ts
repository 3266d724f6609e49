import { type Facts, isIn, type Json, type Part, type View } from '../../engine/definition/index.js';
import { objectsIn, textIn, textsIn, unitsIn } from '../facts.js';

/** How the parts of a case stand: pure readings of the view, on which rules, tellings and the lead's regions rest. */

/** Things in the hand. */
const thingKinds = ['cash', 'gold'];

/** Kinds that are held, given back or lost. */
export const assetKinds = ['account', ...thingKinds];

/** Kinds of which every part must be final before a case settles. */
const mustBeFinal = [...assetKinds, 'parcel', 'suspect', 'claim', 'return', 'transfer'];

/** Kinds that go with the case when another organ takes it over. */
export const handedOnKinds = ['account', 'cash', 'gold', 'parcel', 'suspect', 'claim'] as const;

/** The states in which things are in our hands. */
const inOurHands = ['secured', 'seized', 'inCustody', 'announced', 'unrelated'];

/** The results that end a feedback; `confirmed` is only an interim word. */
export const finalResults = [
  'interceptedReturned',
  'interceptedParked',
  'dissuaded',
  'legitimate',
  'lost',
  'linked',
] as const;

/** The state of one region of the lead: `regionOf(lead, 'progress')` → `intervening`. */
export function regionOf(part: Part, region: string): string {
  const state = typeof part.state === 'string' ? part.state : part.state[region];
  if (typeof state === 'string') return state;
  return Object.keys(state ?? {})[0] ?? '';
}

/** The lead's progress: `reported` … `settled`. */
export function progressOf(view: View): string {
  return regionOf(view.root, 'progress');
}

/** The parts of these kinds that are not final. */
export function openParts(view: View, ...kinds: string[]): Part[] {
  return view.of(...kinds).filter((part) => !part.final);
}

/** What rules and tellings hand on: the ids of parts. */
export function idsOf(parts: readonly Part[]): string[] {
  return parts.map((part) => part.id);
}

/** Holds whose payment the bank delayed at that moment: those that still run, and those that have expired since. */
export function holdsRunning(view: View, at: string): string[] {
  return idsOf(
    view.of('hold').filter((hold) => isIn(hold, 'active') || (isIn(hold, 'expired') && endedAfter(hold, at))),
  );
}

function endedAfter({ facts }: Part, at: string): boolean {
  return Date.parse(at) < Date.parse(textIn(facts, 'endedAt') ?? at);
}

/** The person is in the hands of the police without the decision that ends it: only their own events move them. */
export function inHands(suspect: Part): boolean {
  return isIn(suspect, 'caught', 'questioning', 'summoned', 'detained');
}

/** The part stands for the customer of this lead. */
export function isCustomer(part: Part): boolean {
  return part.facts['customer'] === true;
}

/** The open claims on an asset. */
export function claimsOn(view: View, asset: string | undefined): Part[] {
  return openParts(view, 'claim').filter((claim) => textIn(claim.facts, 'asset') === asset);
}

/** The open returns; of one asset when it is named. */
export function openReturns(view: View, asset?: string): Part[] {
  return openParts(view, 'return').filter((part) => asset === undefined || textIn(part.facts, 'asset') === asset);
}

/** The transfers whose course has not come to its end; a written notice may still be owed afterwards. */
export function openTransfers(view: View): Part[] {
  return view.of('transfer').filter((part) => isIn(part, 'proposed', 'approved', 'handedOver'));
}

/** The other organ only helps: the case, its things and its people stay ours. */
export function isCooperation(transfer: Part | undefined): boolean {
  return transfer?.facts['mode'] === 'cooperate';
}

/** Another organ has taken the case over. */
export function isHandedOn(view: View): boolean {
  return view.root.facts['handedOnTo'] !== undefined;
}

/** The things in our hands, which a transfer hands over one by one. */
export function thingsInHand(view: View): Part[] {
  return view.of(...thingKinds).filter((thing) => isIn(thing, ...inOurHands));
}

/** Where parts keep who worked on them as police. */
const workedOnBy = ['classifiedBy', 'caughtBy', 'filedBy', 'verifiedBy', 'proposedBy', 'freezeRequestedBy'];

/** Accounts of all officers who took part in this case: those named, and those who found, caught, verified, proposed or asked for a freeze. */
export function officersOf(view: View): Set<string> {
  return new Set(
    view
      .all()
      .flatMap(({ facts }) => [
        ...textsIn(facts, 'officers'),
        ...workedOnBy.flatMap((name) => textIn(facts, name) ?? []),
      ]),
  );
}

/** Stations that may act now: the leading one and those that support it. */
export function stationsNow(facts: Facts): string[] {
  return objectsIn(facts, 'stations').flatMap(({ station, to }) =>
    to === null && typeof station === 'string' ? [station] : [],
  );
}

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

/** Money that came into an account, as the bank's statement has it. */
export interface Inflow {
  /** The line's id in the statement; claims are traced to it. */
  readonly id: string;
  /** The bank's time, ISO 8601 UTC. */
  readonly at: string;
  /** Fen. */
  readonly amount: bigint;
}

/** What came into an account, in the order of the bank's times; empty until it is traced. */
export function inflowsOf(account: Part | undefined): Inflow[] {
  return objectsIn(account?.facts, 'flow')
    .filter((line) => line['inflow'] === true)
    .map((line) => ({ id: named(line['id']), at: named(line['at']), amount: unitsIn(line, 'amount') }));
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
function property(view: View): Part[] {
  return view.of(...assetKinds, 'parcel');
}

function isHeld(asset: Part): boolean {
  const { stoppedAt, frozenAt } = asset.facts;
  // A stop or a freeze that was only ordered keeps nothing, nor does one that lapsed or waits behind another organ's.
  if (asset.kind === 'account' && isIn(asset, 'unrelated')) return stoppedAt !== undefined || frozenAt !== undefined;
  // It was stopped by us and is now with another organ.
  if (isIn(asset, 'transferred')) return ['stoppedAt', 'frozenAt', 'heldBy'].some((name) => name in asset.facts);
  const elsewhere = ['stopped', 'frozen', 'carrierHeld', 'seizureApproved'];
  return isIn(asset, ...inOurHands, ...elsewhere, 'returned', 'withCase', 'treasury');
}

/** It turned out not to be ours, or what was in it stands for itself. */
function isNone(asset: Part): boolean {
  if (isIn(asset, 'delivered')) return textIn(asset.facts, 'how') !== 'tooLate';
  return isIn(asset, 'drawnOut', 'untouched', 'unfrozen', 'handedBack', 'opened', 'released');
}

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
