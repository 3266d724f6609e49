import { defineEvent, FreeText, PartIds } from '../../../engine/definition/index.js';
import { everybody } from '../../roles.js';
import { evidenceToBeHad } from '../../rules/evidence.js';

class Note {
  @FreeText({ zh: '内容', en: 'text' }) text!: string;
  @PartIds({ zh: '材料', en: 'evidence', optional: true }) evidence?: string[];
}

/** A note to the file; it moves nothing. */
export const noted = defineEvent({
  type: 'lead.noted',
  title: { zh: '备注', en: 'Note' },
  roles: everybody,
  payload: Note,
  example: { text: '客户称受“客服”电话指挥' },
  rules: [evidenceToBeHad],
});
