import { type Ask, isIn, rule, type View } from '../../engine/definition/index.js';
import { textIn } from '../facts.js';
import { claimsOn, isThing, openReturns, regionOf } from '../parts/standing.js';
import { proposalFor } from '../restitution/propose.js';

interface Proposed {
  asset: string;
  mode: string;
  agreement?: string;
}

/** The asset of a return: as the body proposes it, or as the part keeps it. */
function assetIdOf({ body, part }: Ask<Partial<Proposed>>): string | undefined {
  return textIn(part?.facts, 'asset') ?? body.asset;
}

function isInCustody(view: View, asset: string | undefined): boolean {
  const part = view.get(asset);
  return isThing(part) && isIn(part, 'inCustody');
}

const custody = {
  code: 'assetInCustody',
  sentence: {
    zh: '财物须由保管人员保管才能发还，请先由保管人员接收保管',
    en: 'Only what is in custody can be returned. A custodian takes it over first (custodyAccepted).',
  },
  basis: 'CPR art. 234 and 235',
};

/** What is to be returned is kept by a custodian. */
export const assetInCustody = rule<Proposed>({
  ...custody,
  needs: 'body',
  holds: ({ view, body }) => isInCustody(view, body.asset),
});

/** It still is. */
export const assetStillInCustody = rule({
  ...custody,
  needs: 'file',
  holds: (ask) => isInCustody(ask.view, assetIdOf(ask)),
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
    const mode = textIn(part?.facts, 'mode');
    if (asset === undefined || mode === undefined) return false;
    return proposalFor(view, asset, mode).hash === textIn(part?.facts, 'proposal');
  },
});

interface Receiver {
  receivedBy: { as?: string; authority?: string };
}

/** Officers never collect for anybody. */
export const neverAnOfficer = rule<Receiver>({
  code: 'neverAnOfficer',
  needs: 'body',
  sentence: {
    zh: '民警不得代领，请由权利人本人或持书面委托的代理人领取',
    en: 'An officer may never collect it. The owner signs, or an agent with a written authority.',
  },
  basis: 'CPR art. 234',
  holds: ({ body }) => body.receivedBy.as !== 'police',
});

/** An agent shows the owner's word in writing. */
export const agentAuthorised = rule<Receiver>({
  code: 'agentAuthorised',
  needs: 'body',
  sentence: {
    zh: '代理人领取须有书面委托，请填写书面委托编号',
    en: 'An agent needs a written authority of the owner: give it as `receivedBy.authority`.',
  },
  basis: 'CPR art. 234',
  holds: ({ body }) => body.receivedBy.as !== 'agent' || body.receivedBy.authority !== undefined,
});
