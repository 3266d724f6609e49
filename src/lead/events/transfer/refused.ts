import { defineEvent } from '../../../engine/definition/index.js';
import { approver, duty } from '../../roles.js';
import { Reason } from '../payloads.js';

/** It stays here: the other organ does not take it, or the head does not agree. What was handed over comes back. */
export const refused = defineEvent({
  type: 'transfer.refused',
  title: { zh: '退回或不批准', en: 'The transfer is refused' },
  roles: [...duty, ...approver],
  payload: Reason,
  example: { reason: '对方认为不属于其管辖' },
  facts: ({ body, at }) => ({ refusal: body.reason, refusedAt: at }),
});
