import { defineEvent } from '../../../engine/definition/index.js';
import { claimsOn, idsOf } from '../../parts/standing.js';
import { bankOfTheAccount, unfreezeOrdered } from '../../rules/account.js';
import { beforeItLapsed } from '../../rules/late.js';
import { noReturnUnderWay } from '../../rules/property.js';
import { Reason } from '../payloads.js';

/** The bank has lifted the stop or the freeze: the customer disposes of the money again. */
export const unfrozen = defineEvent({
  type: 'account.unfrozen',
  title: { zh: '已解除止付（冻结）', en: 'Stop or freeze lifted' },
  roles: ['bankDesk'],
  payload: Reason,
  example: { reason: '按公安机关解除通知办理' },
  rules: [bankOfTheAccount, beforeItLapsed, unfreezeOrdered, noReturnUnderWay],
  facts: ({ at }) => ({ unfrozenAt: at }),
  tells: ({ view, part }) => idsOf(claimsOn(view, part?.id)),
});
