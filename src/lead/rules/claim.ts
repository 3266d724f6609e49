import { isIn, type Part, rule, type View } from '../../engine/definition/index.js';
import { textIn } from '../facts.js';
import { claimsOn, isThing } from '../parts/standing.js';

interface Filed {
  victim: string;
  asset: string;
}

/** Somebody of this case keeps it. */
function isInHand(asset: Part | undefined): boolean {
  return isThing(asset) && isIn(asset, 'inCustody', 'announced');
}

function assetOf(view: View, claim: Part | undefined): Part | undefined {
  return view.get(textIn(claim?.facts, 'asset'));
}

/** A claim has a victim and something to claim. */
export const victimAndAssetKnown = rule<Filed>({
  code: 'victimAndAssetKnown',
  needs: 'body',
  sentence: {
    zh: '被害人须已在本案登记，财物须在保管中或公告中，请核对二者的编号',
    en: 'Name a victim of this case, and an asset that is in custody or publicly announced. Check the ids.',
  },
  basis: 'CPR art. 234',
  holds: ({ view, body }) => view.get(body.victim)?.kind === 'victim' && isInHand(view.get(body.asset)),
});

/** One open claim per victim and asset. */
export const oneOpenClaimEach = rule<Filed>({
  code: 'oneOpenClaimEach',
  needs: 'body',
  sentence: {
    zh: '该被害人对该财物已有未了结的认领，请先核实或驳回',
    en: 'This victim has an open claim on this asset already. Decide that one first.',
  },
  basis: 'CPR art. 234',
  holds: ({ view, body }) => !claimsOn(view, body.asset).some((claim) => textIn(claim.facts, 'victim') === body.victim),
});

/** Who files a claim does not verify it. */
export const notTheFiler = rule({
  code: 'notTheFiler',
  needs: 'file',
  sentence: {
    zh: '登记人不得自行核实，请由他人核实',
    en: 'Who filed the claim may not verify it. Ask a colleague.',
  },
  basis: 'local: two pairs of eyes on every claim',
  holds: ({ part, actor }) => actor.account !== textIn(part?.facts, 'filedBy'),
});

/** The money is traced to something that is still here. */
export const tracedToThisAsset = rule({
  code: 'tracedToThisAsset',
  needs: 'file',
  sentence: {
    zh: '所认领财物已不在保管中，无法溯源到该财物，请驳回或重新登记',
    en: 'The asset claimed is no longer in custody, so nothing can be traced to it. Reject the claim or file it on another asset.',
  },
  basis: 'CPR art. 234: title clear and undisputed',
  holds: ({ view, part }) => isInHand(assetOf(view, part)),
});
