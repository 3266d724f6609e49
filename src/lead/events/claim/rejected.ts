import { defineEvent } from '../../../engine/definition/index.js';
import { police } from '../../roles.js';
import { Reason } from '../payloads.js';

/** The claim does not hold. */
export const rejected = defineEvent({
  type: 'claim.rejected',
  title: { zh: '驳回认领', en: 'Reject the claim' },
  roles: police,
  payload: Reason,
  example: { reason: '无法溯源到该财物' },
  keeps: ['reason'],
});
