import { BirthDate, defineEvent, FreeText, Identity, OneOf } from '../../../engine/definition/index.js';
import { police } from '../../roles.js';
import { personNamed } from '../../rules/person.js';

const parts = ['withdrawer', 'collector', 'driver', 'lookout', 'accountLender', 'organiser', 'unknown'];

class Identified {
  @Identity('name', { zh: '姓名', en: 'name', optional: true }) name?: string;
  @Identity('idNumber', { zh: '证件号码', en: 'ID number', optional: true }) idNumber?: string;
  @BirthDate({ zh: '出生日期', en: 'date of birth', optional: true }) birthDate?: string;
  @Identity('phone', { zh: '电话', en: 'phone', optional: true }) phone?: string;
  @FreeText({ zh: '特征', en: 'description', optional: true }) description?: string;
  @OneOf(parts, { zh: '涉嫌作用', en: 'suspected part in it', optional: true }) role?: string;
}

/** Somebody besides the customer is suspected. */
export const identified = defineEvent({
  type: 'suspect.identified',
  title: { zh: '列为嫌疑人', en: 'Identify a suspect' },
  roles: police,
  payload: Identified,
  example: { description: '在网点外等候的男子，黑色外套', role: 'lookout' },
  opens: 'always',
  rules: [personNamed],
  keeps: ['name', 'idNumber', 'birthDate', 'phone', 'description', 'role'],
});
