import { defineEvent, Whole } from '../../../engine/definition/index.js';
import { approver } from '../../roles.js';
import { requestApproverLevel } from '../../rules/approval.js';
import { requestExtendedInTime, requestNotShortened, sevenOrThirtyDaysToRequest } from '../../rules/suspect.js';

class ArrestRequestExtension {
  @Whole({ zh: '自拘留起的天数：7 或 30', en: 'days from the detention: 7 or 30', min: 1, max: 30 }) days!: number;
}

/** The time to request the arrest is extended. */
export const arrestRequestExtended = defineEvent({
  type: 'suspect.arrestRequestExtended',
  title: { zh: '延长提请逮捕期限', en: 'Extend the time to request the arrest' },
  roles: approver,
  payload: ArrestRequestExtension,
  example: { days: 7 },
  rules: [requestApproverLevel, requestExtendedInTime, sevenOrThirtyDaysToRequest, requestNotShortened],
  facts: ({ body }) => ({ requestDays: body.days }),
});
