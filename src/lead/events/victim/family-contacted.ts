import { defineEvent, FreeText } from '../../../engine/definition/index.js';
import { police } from '../../roles.js';

class FamilyContact {
  @FreeText({ zh: '联系何人', en: 'who was contacted' }) who!: string;
}

/** The family knows and can help. */
export const familyContacted = defineEvent({
  type: 'victim.familyContacted',
  title: { zh: '联系家属', en: 'Contact the family' },
  roles: police,
  payload: FamilyContact,
  example: { who: '女儿，已到场' },
});
