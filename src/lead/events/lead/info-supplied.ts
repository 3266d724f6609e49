import { defineEvent, FreeText } from '../../../engine/definition/index.js';
import { desk } from '../../roles.js';

class InfoAnswer {
  @FreeText({ zh: '答复', en: 'answer' }) answer!: string;
}

/** The bank answers. */
export const infoSupplied = defineEvent({
  type: 'lead.infoSupplied',
  title: { zh: '答复中心询问', en: 'Answer the center' },
  roles: desk,
  payload: InfoAnswer,
  example: { answer: '仍在 3 号窗口' },
  keeps: ['answer'],
});
