import { defineEvent } from '../../../engine/definition/index.js';
import { approver } from '../../roles.js';
import { revocationApproverLevel } from '../../rules/approval.js';
import { foundLegitimate, noReturnAtAll } from '../../rules/filing.js';
import { Reason } from '../payloads.js';

/** The case is revoked (撤案): it was none. */
export const filingRevoked = defineEvent({
  type: 'lead.filingRevoked',
  title: { zh: '撤销案件', en: 'Revoke the case' },
  roles: approver,
  payload: Reason,
  example: { reason: '经查没有犯罪事实' },
  rules: [revocationApproverLevel, foundLegitimate, noReturnAtAll],
});
