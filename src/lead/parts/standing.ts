import { type Facts, isIn, type Part, type View } from '../../engine/definition/index.js';
import { objectsIn, textIn, textsIn } from '../facts.js';

/** How the parts of a case stand: pure readings of the view, on which rules, tellings and the lead's regions rest. */

/** Kinds that go with the case when another organ takes it over. */
export const handedOnKinds = ['account', 'cash', 'gold', 'parcel', 'suspect', 'claim'] as const;

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
