import { defineEvent } from '../../../engine/definition/index.js';
import { approver, duty } from '../../roles.js';
import { proposalStands } from '../../rules/erasure.js';
import { Reason } from '../payloads.js';

/** It is kept: the proposal, and an approval that was given, stand no more. */
export const erasureRefused = defineEvent({
  type: 'lead.erasureRefused',
  title: { zh: '不同意删除个人信息', en: 'Refuse the erasure' },
  roles: [...approver, ...duty],
  payload: Reason,
  effect: 'accompanies',
  example: { reason: '仍有关联案件在办' },
  rules: [proposalStands],
  facts: () => ({ erasureProposal: undefined, erasureApproval: undefined }),
});
