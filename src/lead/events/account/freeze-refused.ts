import { defineEvent } from '../../../engine/definition/index.js';
import { approver } from '../../roles.js';
import { approverNotOfThisCase, freezeApproverLevel } from '../../rules/approval.js';
import { Reason, workedAsPolice } from '../payloads.js';

/** The head says no. A stop that still runs goes on to its end; the freeze may be requested again. */
export const freezeRefused = defineEvent({
  type: 'account.freezeRefused',
  title: { zh: '不批准冻结', en: 'Refuse the freeze' },
  roles: approver,
  payload: Reason,
  example: { reason: '冻结金额与涉案金额不相当' },
  rules: [approverNotOfThisCase, freezeApproverLevel],
  facts: ({ body }) => ({ freezeRefusal: body.reason }),
  asks: workedAsPolice,
});
