import { defineEvent, Plain } from '../../../engine/definition/index.js';
import { approver } from '../../roles.js';
import { approverNotOfThisCase, freezeApproverLevel } from '../../rules/approval.js';
import { frozenAfterFiling } from '../../rules/filing.js';
import { notTheRequester, orderedWhileStopped, requestWithinSum, yearByCity } from '../../rules/freeze.js';
import { workedAsPolice } from '../payloads.js';

class FreezeOrder {
  @Plain({ zh: '协助冻结财产通知书文号', en: 'number of the notice to the bank' }) orderNumber!: string;
}

/** The head of a county-level organ or one above orders the freeze as it was requested (CPR art. 239 and 243). */
export const freezeOrdered = defineEvent({
  type: 'account.freezeOrdered',
  title: { zh: '批准冻结', en: 'Order the freeze' },
  roles: approver,
  payload: FreezeOrder,
  example: { orderNumber: '桂秀公(刑)冻财字〔2024〕001号' },
  rules: [
    notTheRequester,
    requestWithinSum,
    approverNotOfThisCase,
    freezeApproverLevel,
    yearByCity,
    frozenAfterFiling,
    orderedWhileStopped,
  ],
  facts: ({ body, actor, at }) => ({
    freezeOrder: body.orderNumber,
    freezeOrderedBy: actor.account,
    freezeOrderedAt: at,
  }),
  asks: workedAsPolice,
});
