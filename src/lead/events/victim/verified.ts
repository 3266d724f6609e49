import { defineEvent, FreeText } from '../../../engine/definition/index.js';
import { police } from '../../roles.js';

class Verification {
  @FreeText({ zh: '核实方式', en: 'how it was verified' }) how!: string;
}

/** It is this person's money, or this person is being deceived. */
export const verified = defineEvent({
  type: 'victim.verified',
  title: { zh: '核实被害人', en: 'Verify the victim' },
  roles: police,
  payload: Verification,
  example: { how: '转账凭证与账户流水一致' },
  keeps: ['how'],
});
