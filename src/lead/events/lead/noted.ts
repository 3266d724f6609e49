import { defineEvent, FreeText } from '../../../engine/definition/index.js';
import { everybody } from '../../roles.js';

class Note {
  @FreeText({ zh: '内容', en: 'text' }) text!: string;
}

/** A note to the file; it moves nothing. */
export const noted = defineEvent({
  type: 'lead.noted',
  title: { zh: '备注', en: 'Note' },
  roles: everybody,
  payload: Note,
  example: { text: '客户称受“客服”电话指挥' },
});
