import { defineEvent, FreeText } from '../../../engine/definition/index.js';
import { officer } from '../../roles.js';

class FamilyNotice {
  @FreeText({ zh: '通知何人、方式', en: 'who and how', optional: true }) who?: string;
}

/** The family knows, within 24 hours of the detention (CPR art. 127). */
export const familyNotified = defineEvent({
  type: 'suspect.familyNotified',
  title: { zh: '通知家属', en: 'Notify the family' },
  roles: officer,
  payload: FamilyNotice,
  example: { who: '电话通知其父' },
});
