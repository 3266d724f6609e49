import { defineEvent, FreeText } from '../../../engine/definition/index.js';
import { police } from '../../roles.js';

class Refusal {
  @FreeText({ zh: '情况', en: 'what the victim says', optional: true }) says?: string;
}

/** The victim will not be persuaded; the family is to be told. */
export const refused = defineEvent({
  type: 'victim.refused',
  title: { zh: '劝阻未成', en: 'The victim refuses' },
  roles: police,
  payload: Refusal,
  example: { says: '坚称用于装修' },
  facts: () => ({ outcome: 'refused' }),
});
