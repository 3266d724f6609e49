import { defineEvent, FreeText, Plain } from '../../../engine/definition/index.js';
import { officer } from '../../roles.js';
import { beforeItLapsed } from '../../rules/late.js';
import { noReturnUnderWay, noVerifiedClaim } from '../../rules/property.js';

class UnfreezeOrder {
  @Plain({ zh: '解除通知文号', en: 'number of the notice' }) orderNumber!: string;
  @FreeText({ zh: '理由', en: 'reason', optional: true }) reason?: string;
}

/** An officer tells the bank to lift the stop or the freeze: what turns out unrelated, within three days (CPR art. 247). */
export const unfreezeOrdered = defineEvent({
  type: 'account.unfreezeOrdered',
  title: { zh: '通知解除止付（冻结）', en: 'Order the stop or freeze lifted' },
  roles: officer,
  payload: UnfreezeOrder,
  example: { orderNumber: 'JC20241119001', reason: '与案件无关' },
  rules: [beforeItLapsed, noReturnUnderWay, noVerifiedClaim],
  facts: ({ body }) => ({ unfreezeOrder: body.orderNumber }),
});
