import { defineEvent } from '../../../engine/definition/index.js';
import { approver } from '../../roles.js';
import { erasureApproverLevel } from '../../rules/approval.js';
import {
  noLegalHold,
  nothingToBeHeard,
  notTheErasureProposer,
  proposalStands,
  retentionOver,
} from '../../rules/erasure.js';
import { Nothing } from '../payloads.js';

/** A second person agrees: the system erases as soon as it comes round. A legal hold that is placed before still stops it. */
export const erasureApproved = defineEvent({
  type: 'lead.erasureApproved',
  title: { zh: '批准删除个人信息', en: 'Approve the erasure' },
  roles: [...approver, 'centerLead'],
  payload: Nothing,
  effect: 'accompanies',
  freshSignIn: true,
  example: {},
  rules: [proposalStands, notTheErasureProposer, erasureApproverLevel, retentionOver, noLegalHold, nothingToBeHeard],
  facts: ({ actor, at }) => ({ erasureApproval: { by: actor.account, at } }),
});
