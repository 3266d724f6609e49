import { defineEvent, Instant, Plain, Whole } from '../../../engine/definition/index.js';
import { officer } from '../../roles.js';
import { hoursOfSummons, summonedInFiledCase, usualSummonsHours } from '../../rules/suspect.js';

class Summons {
  @Plain({ zh: '传唤证文号', en: 'number of the summons', optional: true }) decisionNumber?: string;
  @Instant({ zh: '到案时间', en: 'when the person appeared', optional: true }) arrivedAt?: string;
  @Whole({
    zh: '持续小时：12 或 24；行政案件 8 或 24',
    en: 'hours: 12 or 24, in an administrative case 8 or 24',
    min: 1,
    max: 24,
    optional: true,
  })
  hours?: number;
}

/** Summoned (传唤): 12 hours, in grave and complex cases 24 (CPR art. 200); in an administrative case 8, or 24 (APR art. 69). */
export const summoned = defineEvent({
  type: 'suspect.summoned',
  title: { zh: '传唤', en: 'Summon a suspect' },
  roles: officer,
  payload: Summons,
  example: { decisionNumber: '桂秀公(刑)传字〔2024〕001号' },
  rules: [summonedInFiledCase, hoursOfSummons],
  facts: ({ view, body, at }) => ({
    summonsNumber: body.decisionNumber,
    summonsHours: body.hours ?? usualSummonsHours(view),
    arrivedAt: body.arrivedAt ?? at,
  }),
});
