import { defineEvent } from '../../../engine/definition/index.js';
import { police } from '../../roles.js';
import { Reason } from '../payloads.js';

/** Somebody else says it is theirs. */
export const disputed = defineEvent({
  type: 'claim.disputed',
  title: { zh: '认领存在争议', en: 'The claim is disputed' },
  roles: police,
  payload: Reason,
  example: { reason: '另有一名被害人主张同一笔款项' },
  facts: ({ body }) => ({ dispute: body.reason }),
});
