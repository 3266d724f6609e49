import { defineEvent } from '../../../engine/definition/index.js';
import { duty } from '../../roles.js';
import { noLegalHold, nothingToBeHeard, notProposedYet, retentionOver } from '../../rules/erasure.js';
import { Reason } from '../payloads.js';

/** The period of the case is over: what is known about its people is to be erased, if somebody else agrees. */
export const erasureProposed = defineEvent({
  type: 'lead.erasureProposed',
  title: { zh: '提出删除个人信息', en: 'Propose the erasure' },
  roles: duty,
  payload: Reason,
  effect: 'accompanies',
  example: { reason: '保存期限届满，无保全、无未结事项' },
  rules: [retentionOver, noLegalHold, nothingToBeHeard, notProposedYet],
  facts: ({ actor, at, body }) => ({
    erasureProposal: { by: actor.account, at, reason: body.reason },
    erasureApproval: undefined,
  }),
});
