import { annulledQuestion, defineEvent, FreeText, Plain, Whole } from '../../../engine/definition/index.js';
import { police } from '../../roles.js';
import { annullable, nothingFollowed, notTheClosing, notTheOpening, paidInErrorStated } from '../../rules/annulment.js';
import { annulledByUninvolved } from '../../rules/complaint.js';
import { whetherInvolved } from '../payloads.js';

class Annulment {
  @Whole({ zh: '作废的版本', en: 'version of the entry that is annulled', min: 1, max: 999_999_999 }) version!: number;
  @FreeText({ zh: '理由', en: 'reason' }) reason!: string;
  @Plain({
    zh: '银行或保管人员书面说明编号',
    en: 'number of the written statement of the bank or the custodian',
    optional: true,
  })
  statement?: string;
}

/**
 * A tap that should not have been: the last entry that moved anything is taken back. Parts and clocks are as before it;
 * what it opened stays as `annulled`, under an id that is not used again. The entry itself stays in the history.
 */
export const recordedInError = defineEvent({
  type: 'lead.recordedInError',
  title: { zh: '作废误记', en: 'Annul what was recorded in error' },
  roles: police,
  payload: Annulment,
  effect: 'annuls',
  example: { version: 9, reason: '误点，应记在另一起线索上' },
  rules: [notTheOpening, annullable, nothingFollowed, notTheClosing, paidInErrorStated, annulledByUninvolved],
  asks: (body, actor) => [{ name: annulledQuestion, about: body.version }, whetherInvolved(actor)],
});
