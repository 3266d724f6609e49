import { defineEvent } from '../../../engine/definition/index.js';
import { approver } from '../../roles.js';
import { approverNotOfThisCase, parcelApproverLevel } from '../../rules/approval.js';
import { caseFiled } from '../../rules/filing.js';
import { DecisionNumber, workedAsPolice } from '../payloads.js';

/** A county-level head decides that the carrier hands the parcel to the police (CPR art. 232). */
export const seizureApproved = defineEvent({
  type: 'parcel.seizureApproved',
  title: { zh: '批准扣押邮件', en: 'Approve the seizure of the parcel' },
  roles: approver,
  payload: DecisionNumber,
  example: { decisionNumber: '桂秀公(刑)扣邮字〔2024〕001号' },
  rules: [caseFiled, parcelApproverLevel, approverNotOfThisCase],
  facts: ({ body, actor }) => ({ seizureDecision: body.decisionNumber, seizureApprovedBy: actor.account }),
  asks: workedAsPolice,
});
