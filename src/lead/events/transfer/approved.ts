import { defineEvent } from '../../../engine/definition/index.js';
import { approver } from '../../roles.js';
import { approverNotOfThisCase, transferApproverLevel } from '../../rules/approval.js';
import { DecisionNumber } from '../payloads.js';

/** The head agrees; the notice of transfer, or the letter of cooperation, is made out. */
export const approved = defineEvent({
  type: 'transfer.approved',
  title: { zh: '批准移送或协作', en: 'Approve the transfer' },
  roles: approver,
  payload: DecisionNumber,
  example: { decisionNumber: '桂秀公(刑)移字〔2024〕001号' },
  rules: [transferApproverLevel, approverNotOfThisCase],
  keeps: ['decisionNumber'],
  facts: ({ actor }) => ({ approvedBy: actor.account }),
});
