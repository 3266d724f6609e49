import { defineEvent, FreeText, Whole } from '../../../engine/definition/index.js';
import { approver } from '../../roles.js';
import { filingApproverLevel } from '../../rules/approval.js';
import { reviewExtendedInTime, reviewNotShortened, sevenOrThirtyDays } from '../../rules/filing.js';

class FilingExtension {
  @Whole({ zh: '自首次认定起的天数：7 或 30', en: 'days from the first finding: 7 or 30', min: 1, max: 30 })
  days!: number;
  @FreeText({ zh: '理由', en: 'reason', optional: true }) reason?: string;
}

/** The review of the filing needs longer. */
export const filingExtended = defineEvent({
  type: 'lead.filingExtended',
  title: { zh: '延长立案审查', en: 'Extend the review of the filing' },
  roles: approver,
  payload: FilingExtension,
  example: { days: 7, reason: '需向外省查证' },
  rules: [filingApproverLevel, reviewExtendedInTime, sevenOrThirtyDays, reviewNotShortened],
  facts: ({ body }) => ({ reviewDays: body.days }),
});
