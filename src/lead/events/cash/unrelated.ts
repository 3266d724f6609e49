import { defineEvent } from '../../../engine/definition/index.js';
import { officer } from '../../roles.js';
import { noReturnUnderWay } from '../../rules/property.js';
import { Reason } from '../payloads.js';

/** The cash does not belong to the case and goes back within three days (CPR art. 233). */
export const unrelated = defineEvent({
  type: 'cash.unrelated',
  title: { zh: '与案件无关', en: 'Not related to the case' },
  roles: officer,
  payload: Reason,
  example: { reason: '经查为本人合法收入' },
  rules: [noReturnUnderWay],
  facts: ({ body }) => ({ unrelatedReason: body.reason }),
});
