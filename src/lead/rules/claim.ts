import { type Ask, isIn, type Part, rule, type View } from '../../engine/definition/index.js';
import { textIn } from '../facts.js';
import { isThing } from '../parts/assets.js';
import { areInflowsKnown, isLossExceeded } from '../parts/claimed.js';
import { claimsOn } from '../parts/standing.js';

interface Filed {
  victim: string;
  asset: string;
  amount: string;
  lost?: string;
  paidInAt: string;
  paidFrom?: object;
}

/** Somebody of this case keeps it, or the bank has stopped it. */
function isInHand(asset: Part | undefined): boolean {
  if (asset?.kind !== 'account') return isThing(asset) && isIn(asset, 'inCustody', 'announced');
  return isIn(asset, 'stopPaid', 'freezeRequested', 'freezeOrdered', 'frozen', 'lapsed');
}

function assetOf(view: View, claim: Part | undefined): Part | undefined {
  return view.get(textIn(claim?.facts, 'asset'));
}

/** A claim has a victim and something to claim. */
export const victimAndAssetKnown = rule<Filed>({
  code: 'victimAndAssetKnown',
  needs: 'body',
  sentence: {
    zh: '被害人须已在本案登记，财物须在保管中、公告中或已止付冻结，请核对二者的编号',
    en: 'Name a victim of this case, and an asset that is in custody, publicly announced, stopped or frozen. Check the ids.',
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

/** Money in an account goes back to where it came from. */
export const originalAccountKnown = rule<Filed>({
  code: 'originalAccountKnown',
  needs: 'body',
  sentence: {
    zh: '认领账户资金须填写被害人的付款账户，款项将返还原账户，请补填',
    en: 'Money in an account goes back to the account it was paid from: give `paidFrom`.',
  },
  basis: 'Return rules art. 6',
  holds: ({ view, body }) => view.get(body.asset)?.kind !== 'account' || body.paidFrom !== undefined,
});

interface Traced {
  readonly inflows?: string[];
}

/** What the words of each rule on the sum of a claim are: filing, verifying and correcting it can break it. */
export const claimWords = {
  inflowsOfThisAccount: {
    code: 'inflowsOfThisAccount',
    sentence: {
      zh: '所填入账不在该账户的资金流向表中，请核对行号，或先登记资金流向',
      en: 'These are no inflows of the flow table of this account. Check the lines, or record account.traced first.',
    },
    basis: 'Return rules art. 8',
  },
  lossNotClaimedTwice: {
    code: 'lossNotClaimedTwice',
    sentence: {
      zh: '同一笔付款的各项认领（已返还的按返还数额计）合计超过被骗数额，请核对；对多项财物分别认领的，请填写该笔付款的被骗总额',
      en: 'Together the claims for this payment, what went back included, exceed what was lost. Check the amounts; where the payment is claimed on several assets say in `lost` how much was lost in all.',
    },
    basis: 'CPR art. 234; integrity of the record: one sum is counted once',
  },
} as const;

/** The claim with the inflows that are being named. */
function traced({ part, body }: Ask<Traced>): Part | undefined {
  return part && body.inflows ? { ...part, facts: { ...part.facts, inflows: body.inflows } } : part;
}

/** The inflows named are lines of the account's own flow table; what was there before its first line is no victim's inflow. */
export const inflowsOfThisAccount = rule<Traced>({
  ...claimWords.inflowsOfThisAccount,
  needs: 'body',
  holds: (ask) => areInflowsKnown(ask.view, traced(ask)),
});

/** Nobody gets back more than was lost, also where the money lies in several places. */
export const lossNotClaimedTwice = rule<Filed>({
  ...claimWords.lossNotClaimedTwice,
  needs: 'body',
  holds: ({ view, body: { victim, asset, amount, lost, paidInAt } }) =>
    !isLossExceeded(view, undefined, { victim, asset, amount, paidInAt, ...(lost === undefined ? {} : { lost }) }),
});
