import { defineEvent, Plain } from '../../../engine/definition/index.js';
import { approver } from '../../roles.js';
import { approverNotOfThisCase, returnApproverLevel } from '../../rules/approval.js';
import { goldAssayedAndValued } from '../../rules/property.js';
import {
  assetStillInCustody,
  claimsStillDecided,
  notTheProposer,
  sameProposal,
  stillNoDispute,
  stillSo,
} from '../../rules/restitution.js';
import { workedAsPolice } from '../payloads.js';

class Approval {
  @Plain({ zh: '发还方案摘要值', en: 'the hash of the proposal that is approved' }) proposal!: string;
}

/** The head of a county-level organ approves exactly this proposal (CPR art. 234). */
export const approved = defineEvent({
  type: 'return.approved',
  title: { zh: '批准发还', en: 'Approve the return' },
  roles: approver,
  payload: Approval,
  example: { proposal: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' },
  rules: [
    notTheProposer,
    approverNotOfThisCase,
    returnApproverLevel,
    sameProposal,
    claimsStillDecided,
    stillNoDispute,
    assetStillInCustody,
    stillSo,
    goldAssayedAndValued,
  ],
  facts: ({ actor }) => ({ approvedBy: actor.account }),
  asks: workedAsPolice,
});
