import { isIn, type View } from '../../engine/definition/index.js';
import { textIn, unitsIn } from '../facts.js';
import { claimsOn, linesOf, remainderOf } from '../parts/standing.js';
import { allocate, type ClaimInput, type Proposal } from './allocate.js';

/** The return that the case as it stands calls for, of this asset in this mode. Nothing to give when the asset is unknown. */
export function proposalFor(view: View, assetId: string, mode: string): Proposal {
  const asset = view.get(assetId);
  const verified = claimsOn(view, assetId).filter((claim) => isIn(claim, 'verified'));
  return allocate({
    asset: assetId,
    mode,
    available: asset ? remainderOf(view, asset) : 0n,
    claims: verified.map((claim) => {
      const victim = textIn(claim.facts, 'victim') ?? '';
      return {
        claim: claim.id,
        victim,
        amount: unitsIn(claim.facts, 'amount'),
        filedAt: textIn(claim.facts, 'filedAt') ?? '',
        earlier: earlierOf(view, assetId, victim),
      };
    }),
  });
}

/** What this victim already got out of this asset, and what had been claimed for it. */
function earlierOf(view: View, asset: string, victim: string): ClaimInput['earlier'] {
  const executed = view.of('return').filter((part) => isIn(part, 'executed') && textIn(part.facts, 'asset') === asset);
  const lines = executed.flatMap(linesOf).filter((line) => line.victim === victim);
  return {
    returned: lines.reduce((sum, line) => sum + line.amount, 0n),
    claimed: lines.reduce((sum, line) => sum + unitsIn(view.get(line.claim)?.facts, 'amount'), 0n),
  };
}
