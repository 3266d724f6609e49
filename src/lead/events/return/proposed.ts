import { defineEvent, OneOf, PartId, Plain } from '../../../engine/definition/index.js';
import { returnModes } from '../../restitution/allocate.js';
import { proposalFor } from '../../restitution/propose.js';
import { duty, officer } from '../../roles.js';
import {
  assetInCustody,
  claimsDecided,
  jurisdictionOurs,
  modeAsTraced,
  modeFitsAsset,
  noOpenDispute,
  noOtherReturn,
  somethingToReturn,
} from '../../rules/restitution.js';
import { assetNotLeaving } from '../../rules/transfer.js';

class ReturnProposal {
  @PartId({ zh: '财物', en: 'asset' }) asset!: string;
  @OneOf(returnModes, { zh: '方式', en: 'mode' }) mode!: string;
  @Plain({ zh: '有管辖权机关同意文号', en: 'agreement of the organ that has jurisdiction', optional: true })
  agreement?: string;
}

/** An asset is to go back. Who gets how much is computed from the verified claims and kept with its inputs and hash. */
export const proposed = defineEvent({
  type: 'return.proposed',
  title: { zh: '提出发还', en: 'Propose a return' },
  roles: [...officer, ...duty],
  payload: ReturnProposal,
  example: { asset: 'cash-1', mode: 'physical' },
  opens: 'always',
  rules: [
    assetInCustody,
    modeFitsAsset,
    modeAsTraced,
    claimsDecided,
    noOpenDispute,
    noOtherReturn,
    somethingToReturn,
    jurisdictionOurs,
    assetNotLeaving,
  ],
  keeps: ['mode', 'agreement'],
  facts: ({ view, body, actor, recordedAt }) => {
    const { facts, total, hash } = proposalFor(view, body.asset, body.mode);
    return { ...facts, total: String(total), proposal: hash, proposedBy: actor.account, computedAt: recordedAt };
  },
});
