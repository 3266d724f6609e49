import { defineEvent, FreeText, Identity } from '../../../engine/definition/index.js';
import { police } from '../../roles.js';
import { personNamed } from '../../rules/person.js';

class Identified {
  @Identity('name', { zh: '姓名', en: 'name', optional: true }) name?: string;
  @Identity('phone', { zh: '电话', en: 'phone', optional: true }) phone?: string;
  @Identity('idNumber', { zh: '证件号码', en: 'ID number', optional: true }) idNumber?: string;
  @Identity('bankAccount', { zh: '转出账户', en: 'account the money came from', optional: true }) account?: string;
  @FreeText({ zh: '说明', en: 'description', optional: true }) description?: string;
}

/** Somebody whose money it may be. */
export const identified = defineEvent({
  type: 'victim.identified',
  title: { zh: '登记疑似被害人', en: 'Identify a possible victim' },
  roles: police,
  payload: Identified,
  example: { name: '王某', phone: '19900000002' },
  opens: 'always',
  rules: [personNamed],
  keeps: ['name', 'phone', 'idNumber', 'account', 'description'],
});
