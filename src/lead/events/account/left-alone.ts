import { defineEvent } from '../../../engine/definition/index.js';
import { police } from '../../roles.js';
import { Reason } from '../payloads.js';

/** It is the customer's own money and stays where it is, for example because the victim was persuaded. */
export const leftAlone = defineEvent({
  type: 'account.leftAlone',
  title: { zh: '账户不作处置', en: 'Leave the account alone' },
  roles: police,
  payload: Reason,
  example: { reason: '被害人已被劝阻，资金留在本人账户' },
});
