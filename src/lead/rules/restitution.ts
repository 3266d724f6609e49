import { type Ask, isIn, rule, type View } from '../../engine/definition/index.js';
import { textIn } from '../facts.js';
import { isThing } from '../parts/assets.js';
import { claimsOn, openReturns, regionOf } from '../parts/standing.js';
import { directness } from '../restitution/directness.js';
import { proposalBy, proposalFor } from '../restitution/propose.js';

interface Proposed {
  asset: string;
  mode: string;
  agreement?: string;
}

/** The asset of a return: as the body proposes it, or as the part keeps it. */
function assetIdOf({ body, part }: Ask<Partial<Proposed>>): string | undefined {
  return textIn(part?.facts, 'asset') ?? body.asset;
}

function isAccountIn(view: View, asset: string | undefined): boolean {
  return view.get(asset)?.kind === 'account';
}

/** Held so that nobody else can dispose of it: things by a custodian, money by a freeze. */
function isSafe(view: View, asset: string | undefined): boolean {
  const part = view.get(asset);
  if (part?.kind === 'account') return isIn(part, 'frozen');
  return isThing(part) && isIn(part, 'inCustody');
}

const custody = {
  code: 'assetInCustody',
  sentence: {
    zh: '实物须由保管人员保管、账户资金须已冻结才能返还，请先接收保管或冻结',
    en: 'Only things in custody and frozen money can be returned. A custodian takes it over, or the bank freezes it first.',
  },
  basis: 'CPR art. 234 and 235; Return rules art. 2',
};

/** What is to be returned is kept by a custodian, or frozen. */
export const assetInCustody = rule<Proposed>({
  ...custody,
  needs: 'body',
  holds: ({ view, body }) => isSafe(view, body.asset),
});

/** It still is. */
export const assetStillInCustody = rule({
  ...custody,
  needs: 'file',
  holds: (ask) => isSafe(ask.view, assetIdOf(ask)),
});

/** Things go back in one way, money in accounts in three others. */
export const modeFitsAsset = rule<Proposed>({
  code: 'modeFitsAsset',
  needs: 'body',
  sentence: {
    zh: '实物按实物发还，账户资金按直接、按时间戳或按比例返还，请重新选择方式',
    en: 'Things go back as `physical`; money in an account as `direct`, `timestamp` or `proRata`. Choose again.',
  },
  basis: 'Return rules art. 2 and 8; CPR art. 234',
  holds: ({ view, body }) => (body.mode === 'physical') !== isAccountIn(view, body.asset),
});

/** Which of the three ways the law gives follows from the flow table. */
export const modeAsTraced = rule<Proposed>({
  code: 'modeAsTraced',
  needs: 'body',
  sentence: {
    zh: '资金流向表能直接溯源的，请选直接返还（一笔一人）或按时间戳返还；不能直接溯源的，请选按比例返还。没有流向表的，请先登记资金流向；有流向表的，请核实各认领对应的入账，已核实的请更正补填',
    en: "Where the flow table traces the money directly, propose `direct` (one inflow, one victim) or `timestamp`; where it cannot, `proRata`. Without a table record account.traced first, and name in each claim.verified the inflows that were the victim's (later: claim.rectified, field `inflows`).",
  },
  basis: 'Return rules art. 8',
  holds: ({ view, body }) => {
    if (!isAccountIn(view, body.asset) || body.mode === 'physical') return true;
    const found = directness(view, body.asset);
    return body.mode === found || (body.mode === 'timestamp' && found === 'direct');
  },
});

/** It was when it went back, though the freeze may have ended before that was recorded. */
export const assetSafeThen = rule({
  ...custody,
  needs: 'file',
  holds: (ask) => {
    const asset = ask.view.get(assetIdOf(ask));
    const lapsedAt = isIn(asset, 'lapsed') ? textIn(asset?.facts, 'lapsedAt') : undefined;
    return isSafe(ask.view, asset?.id) || (lapsedAt !== undefined && Date.parse(ask.at) < Date.parse(lapsedAt));
  },
});

const decided = {
  code: 'claimsDecided',
  sentence: {
    zh: '对该财物的认领须全部核实或驳回，请先处理待定认领',
    en: 'Every claim on this asset must be verified or rejected first.',
  },
  basis: 'CPR art. 234',
};

function areDecided(view: View, asset: string | undefined): boolean {
  return claimsOn(view, asset).every((claim) => isIn(claim, 'verified', 'disputed'));
}

/** No claim on the asset waits for a decision. */
export const claimsDecided = rule<Proposed>({
  ...decided,
  needs: 'body',
  holds: ({ view, body }) => areDecided(view, body.asset),
});

/** None has come in since. */
export const claimsStillDecided = rule({
  ...decided,
  needs: 'file',
  holds: (ask) => areDecided(ask.view, assetIdOf(ask)),
});

const undisputed = {
  code: 'noOpenDispute',
  sentence: {
    zh: '对该财物有未解决的争议，权属不明不得发还，请先登记争议已解决或驳回认领',
    en: 'A claim on this asset is disputed. Record claim.settled or claim.rejected first: nothing is returned while the title is unclear.',
  },
  basis: 'CPR art. 234',
};

function isUndisputed(view: View, asset: string | undefined): boolean {
  return !claimsOn(view, asset).some((claim) => isIn(claim, 'disputed'));
}

/** The title is clear. */
export const noOpenDispute = rule<Proposed>({
  ...undisputed,
  needs: 'body',
  holds: ({ view, body }) => isUndisputed(view, body.asset),
});

/** It still is. */
export const stillNoDispute = rule({
  ...undisputed,
  needs: 'file',
  holds: (ask) => isUndisputed(ask.view, assetIdOf(ask)),
});

/** The case is ours, or the organ it belongs to agrees. */
export const jurisdictionOurs = rule<Proposed>({
  code: 'jurisdictionOurs',
  needs: 'body',
  sentence: {
    zh: '须由本机关立案，或者有管辖权的机关同意，请先登记立案或填写同意文号',
    en: 'The case must be filed here, or the organ that has jurisdiction agrees: give its document as `agreement`.',
  },
  basis: 'CPR art. 15 to 17, 21 and 346',
  holds: ({ view, body }) => regionOf(view.root, 'filing') === 'filed' || body.agreement !== undefined,
});

/** One return at a time. */
export const noOtherReturn = rule<Proposed>({
  code: 'noOtherReturn',
  needs: 'body',
  sentence: {
    zh: '该财物已有发还正在办理，请先办结或撤回',
    en: 'A return of this asset is under way already. Finish or withdraw it first.',
  },
  basis: 'CPR art. 234',
  holds: ({ view, body }) => openReturns(view, body.asset).length === 0,
});

/** There is somebody to give it to, and something to give. */
export const somethingToReturn = rule<Proposed>({
  code: 'somethingToReturn',
  needs: 'body',
  sentence: {
    zh: '没有已核实的认领，或已无可发还的数额，请先核实认领',
    en: 'No claim on this asset is verified, or nothing of it is left. Verify a claim first.',
  },
  basis: 'CPR art. 234',
  holds: ({ view, body }) => proposalFor(view, body.asset, body.mode).total > 0n,
});

/** Who proposes does not approve. */
export const notTheProposer = rule({
  code: 'notTheProposer',
  needs: 'file',
  sentence: {
    zh: '提出人不得审批自己提出的发还，请由他人审批',
    en: 'Who proposed the return may not approve it.',
  },
  basis: 'CPR art. 234: approval by a county-level head',
  holds: ({ part, actor }) => actor.account !== textIn(part?.facts, 'proposedBy'),
});

/** Approved is what was proposed, to the fen. */
export const sameProposal = rule<{ proposal: string }>({
  code: 'sameProposal',
  needs: 'body',
  sentence: {
    zh: '所批准的与现行发还方案不一致，请重新查看方案后审批',
    en: 'This is not the proposal that stands. Read it again and approve its present `proposal`.',
  },
  basis: 'CPR art. 234',
  holds: ({ part, body }) => body.proposal === textIn(part?.facts, 'proposal'),
});

/** Computed again it comes out the same. */
export const stillSo = rule({
  code: 'stillSo',
  needs: 'file',
  sentence: {
    zh: '提出后认领或财物有变化，重新计算结果不同，请撤回后重新提出',
    en: 'Claims or asset have changed since: computing it again gives another result. Withdraw the return and propose it anew.',
  },
  basis: 'CPR art. 234',
  holds: ({ view, part }) => {
    const asset = textIn(part?.facts, 'asset');
    const formula = textIn(part?.facts, 'formula');
    if (asset === undefined || formula === undefined) return false;
    return proposalBy(view, asset, formula).hash === textIn(part?.facts, 'proposal');
  },
});
