import { defineEvent } from '../../../engine/definition/index.js';
import { approver } from '../../roles.js';
import { approverNotOfThisCase, seizureApproverLevel } from '../../rules/approval.js';
import { DecisionNumber, workedAsPolice } from '../payloads.js';

/** A county-level head decides the seizure of a high sum (CPR art. 228). */
export const seizureApproved = defineEvent({
  type: 'cash.seizureApproved',
  title: { zh: '批准扣押', en: 'Approve the seizure' },
  roles: approver,
  payload: DecisionNumber,
  example: { decisionNumber: '桂秀公(刑)扣字〔2024〕001号' },
  rules: [seizureApproverLevel, approverNotOfThisCase],
  facts: ({ body, actor }) => ({ seizureDecision: body.decisionNumber, seizureApprovedBy: actor.account }),
  asks: workedAsPolice,
});
