import { isIn, type Part, type View } from '../../engine/definition/index.js';
import { textIn, textsIn, unitsIn } from '../facts.js';
import { linesOf, remainderOf } from '../parts/assets.js';
import { claimsOn } from '../parts/standing.js';
import { allocate, type EarlierReturn, formulaOf, type Proposal } from './allocate.js';
import { flowsOf } from './flows.js';

/** The return that the case as it stands calls for, of this asset in this mode, by the formula in force today. */
export function proposalFor(view: View, asset: string, mode: string): Proposal {
  return proposalBy(view, asset, formulaOf(mode));
}

/** The same by a named formula: a return that was proposed is computed again under its own. */
export function proposalBy(view: View, assetId: string, formula: string): Proposal {
  const asset = view.get(assetId);
  return allocate({
    asset: assetId,
    formula,
    available: asset ? remainderOf(view, asset) : 0n,
    flows: formula.startsWith('physical') ? [] : flowsOf(asset),
    claims: verifiedClaims(view, assetId).map((claim) => ({
      claim: claim.id,
      victim: textIn(claim.facts, 'victim') ?? '',
      amount: unitsIn(claim.facts, 'amount'),
      filedAt: textIn(claim.facts, 'filedAt') ?? '',
      inflows: textsIn(claim.facts, 'inflows'),
    })),
    earlier: earlierReturns(view, assetId),
  });
}

/** The claims on an asset that a return would pay. */
export function verifiedClaims(view: View, asset: string | undefined): Part[] {
  return claimsOn(view, asset).filter((claim) => isIn(claim, 'verified'));
}

/** What already went back out of this asset, and to whom. */
function earlierReturns(view: View, asset: string): EarlierReturn[] {
  const executed = view.of('return').filter((part) => isIn(part, 'executed') && textIn(part.facts, 'asset') === asset);
  return executed
    .flatMap(linesOf)
    .map(({ claim, victim, amount }) => ({ victim, amount, inflows: textsIn(view.get(claim)?.facts, 'inflows') }));
}
