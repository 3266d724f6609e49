import { defineEvent } from '../../../engine/definition/index.js';
import { unfreezeOrdered } from '../../rules/account.js';
import { beforeItLapsed } from '../../rules/late.js';
import { Reason } from '../payloads.js';

/** The bank has lifted the stop: the customer disposes of the money again. */
export const unfrozen = defineEvent({
  type: 'account.unfrozen',
  title: { zh: '已解除止付', en: 'Stop lifted' },
  roles: ['bankDesk'],
  payload: Reason,
  example: { reason: '按公安机关解除通知办理' },
  rules: [beforeItLapsed, unfreezeOrdered],
  facts: ({ at }) => ({ unfrozenAt: at }),
});
