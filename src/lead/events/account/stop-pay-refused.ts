import { defineEvent } from '../../../engine/definition/index.js';
import { bankOfTheAccount } from '../../rules/account.js';
import { Reason } from '../payloads.js';

/** Name, number, sum or time do not match: the bank must not stop. */
export const stopPayRefused = defineEvent({
  type: 'account.stopPayRefused',
  title: { zh: '止付未成功', en: 'Refuse the stop-payment' },
  roles: ['bankDesk'],
  payload: Reason,
  example: { reason: '户名与账号不符' },
  rules: [bankOfTheAccount],
  facts: ({ body }) => ({ refusal: body.reason }),
});
