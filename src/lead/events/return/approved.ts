import { defineEvent, Plain } from '../../../engine/definition/index.js';
import { approver } from '../../roles.js';
import { approverNotOfThisCase, returnApproverLevel } from '../../rules/approval.js';
import { noticeOver } from '../../rules/notice.js';
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

/** The head approves exactly this proposal: of the city for money in accounts, of the county for things (2016 Return Rules art. 6; CPR art. 234). */
export const approved = defineEvent({
  type: 'return.approved',
  title: { zh: '批准发还', en: 'Approve the return' },
  roles: approver,
  freshSignIn: true,
  payload: Approval,
  example: { proposal: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' },
  rules: [
    notTheProposer,
    approverNotOfThisCase,
    returnApproverLevel,
    noticeOver,
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
