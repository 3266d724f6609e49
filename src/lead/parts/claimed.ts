import { type Facts, isIn, type Part, type View } from '../../engine/definition/index.js';
import { textIn, textsIn, unitsIn } from '../facts.js';
import { inflowsOf } from '../restitution/flows.js';
import { sum } from '../restitution/share-out.js';
import { linesOf, unitOf } from './assets.js';

/** What claims ask for together, and what it rests on: pure readings of the view. */

/** Every inflow that the claim names is a line of the flow table; what was there before the first line is no victim's. */
export function areInflowsKnown(view: View, claim: Part | undefined): boolean {
  const known = inflowsOf(view.get(textIn(claim?.facts, 'asset'))).map(({ id }) => id);
  return textsIn(claim?.facts, 'inflows').every((id) => known.includes(id));
}

/**
 * A claim with these facts and the others of the victim for the same payment ask for more than was lost by it: as `lost`
 * says on one of them, else as the largest sum asked for. What was paid counts as paid; gold, which is no money, does not
 * count. `own`: the claim itself, where it is there already.
 */
export function isLossExceeded(view: View, own: string | undefined, facts: Facts): boolean {
  const asset = view.get(textIn(facts, 'asset'));
  if (!asset || unitOf(asset) !== 'fen') return false;
  const others = view.of('claim').filter((claim) => claim.id !== own && isForPayment(view, claim, facts));
  if (others.length === 0) return false;
  const asked = sum([unitsIn(facts, 'amount'), ...others.map((claim) => askedBy(view, claim))]);
  return asked > lostBy([facts, ...others.map((claim) => claim.facts)]);
}

/** A claim on money for the same payment of the same victim that was not turned down and has not left the case. */
function isForPayment(view: View, claim: Part, facts: Facts): boolean {
  const asset = view.get(textIn(claim.facts, 'asset'));
  if (!asset || unitOf(asset) !== 'fen' || !isIn(claim, 'filed', 'verified', 'disputed', 'paid')) return false;
  return ['victim', 'paidInAt'].every((name) => textIn(claim.facts, name) === textIn(facts, name));
}

function askedBy(view: View, claim: Part): bigint {
  if (!isIn(claim, 'paid')) return unitsIn(claim.facts, 'amount');
  const executed = view.of('return').filter((back) => isIn(back, 'executed'));
  return sum(executed.flatMap(linesOf).flatMap((line) => (line.claim === claim.id ? [line.amount] : [])));
}

function lostBy(claims: readonly Facts[]): bigint {
  const said = claims.filter((facts) => facts['lost'] !== undefined);
  const sums =
    said.length > 0 ? said.map((facts) => unitsIn(facts, 'lost')) : claims.map((facts) => unitsIn(facts, 'amount'));
  return [...sums].sort((a, b) => (a < b ? -1 : 1)).at(-1) ?? 0n;
}
