import { defineEvent, Instant } from '../../../engine/definition/index.js';
import { numberIn } from '../../facts.js';
import { bankOfTheAccount } from '../../rules/account.js';
import { renewalOrdered, renewedInTime, withinRenewal } from '../../rules/freeze.js';

class Renewed {
  @Instant({ zh: '续冻后的到期时间', en: 'when it ends now, as the bank has it' }) until!: string;
  @Instant({ zh: '办理续冻时间', en: 'when it was renewed', optional: true }) renewedAt?: string;
}

/** The bank has renewed the freeze. Its own end date counts: a freeze that the bank ends earlier lapses unseen. */
export const freezeRenewed = defineEvent({
  type: 'account.freezeRenewed',
  title: { zh: '已续冻', en: 'Freeze renewed' },
  roles: ['bankDesk'],
  payload: Renewed,
  example: { until: '2025-11-19T10:00:00+08:00', renewedAt: '2025-05-12T10:00:00+08:00' },
  rules: [bankOfTheAccount, renewalOrdered, renewedInTime, withinRenewal],
  facts: ({ body, part }) => ({
    renewedUntil: body.until,
    renewals: (numberIn(part?.facts, 'renewals') ?? 0) + 1,
    // One order, one renewal.
    renewalOrder: undefined,
    renewalMonths: undefined,
    lapsedAt: undefined,
  }),
});
