import { defineEvent, FreeText } from '../../../engine/definition/index.js';
import { police } from '../../roles.js';

class Contact {
  @FreeText({ zh: '联系途径', en: 'channel' }) channel!: string;
}

/** The victim was reached, by a way that they can check: 110 or their own station. */
export const contacted = defineEvent({
  type: 'victim.contacted',
  title: { zh: '联系被害人', en: 'Contact the victim' },
  roles: police,
  payload: Contact,
  example: { channel: '110 回拨核实' },
  keeps: ['channel'],
});
