import { defineEvent, Plain, Whole } from '../../../engine/definition/index.js';
import { approver } from '../../roles.js';
import { approverNotOfThisCase, freezeApproverLevel } from '../../rules/approval.js';
import { renewalOrderedInTime, renewedYearByCity } from '../../rules/freeze.js';
import { workedAsPolice } from '../payloads.js';

class RenewalOrder {
  @Plain({ zh: '协助冻结财产通知书（续冻）文号', en: 'number of the notice to the bank' }) orderNumber!: string;
  @Whole({ zh: '续冻期限（月）', en: 'months', min: 1, max: 12 }) months!: number;
}

/** The head orders the freeze renewed, before it ends (CPR art. 240 and 243). */
export const renewalOrdered = defineEvent({
  type: 'account.renewalOrdered',
  title: { zh: '批准续冻', en: 'Order the freeze renewed' },
  roles: approver,
  payload: RenewalOrder,
  example: { orderNumber: '桂秀公(刑)续冻字〔2025〕001号', months: 6 },
  rules: [approverNotOfThisCase, freezeApproverLevel, renewedYearByCity, renewalOrderedInTime],
  facts: ({ body }) => ({ renewalOrder: body.orderNumber, renewalMonths: body.months }),
  asks: workedAsPolice,
});
