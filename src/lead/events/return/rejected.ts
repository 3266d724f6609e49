import { defineEvent } from '../../../engine/definition/index.js';
import { approver } from '../../roles.js';
import { returnApproverLevel } from '../../rules/approval.js';
import { Reason } from '../payloads.js';

/** The approver says no, or takes the approval back. */
export const rejected = defineEvent({
  type: 'return.rejected',
  title: { zh: '不批准发还', en: 'Reject the return' },
  roles: approver,
  payload: Reason,
  example: { reason: '权属尚未查清' },
  // Who may not approve may not take an approval back either.
  rules: [returnApproverLevel],
  keeps: ['reason'],
});
