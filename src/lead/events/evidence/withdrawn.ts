import { defineEvent } from '../../../engine/definition/index.js';
import { givers } from '../../roles.js';
import { namedByNoDeed, withdrawnByGiver } from '../../rules/evidence.js';
import { Reason } from '../payloads.js';

/** A promise cannot be kept, or the file is not of this case. It stays where it lies, and nobody reads it any more. */
export const withdrawn = defineEvent({
  type: 'evidence.withdrawn',
  title: { zh: '撤回材料', en: 'Withdraw evidence' },
  roles: givers,
  payload: Reason,
  effect: 'accompanies',
  example: { reason: '误传了其他案件的照片' },
  rules: [withdrawnByGiver, namedByNoDeed],
  facts: ({ at, actor, body }) => ({ withdrawnAt: at, withdrawnBy: actor.account, withdrawnReason: body.reason }),
});
