import { defineEvent, Plain } from '../../../engine/definition/index.js';
import { officer } from '../../roles.js';

class Arrest {
  @Plain({ zh: '批准逮捕决定书文号', en: 'number of the approval' }) approvalNumber!: string;
}

/** The procuratorate has approved the arrest. */
export const arrested = defineEvent({
  type: 'suspect.arrested',
  title: { zh: '逮捕', en: 'Arrest' },
  roles: officer,
  payload: Arrest,
  example: { approvalNumber: '秀检批捕〔2024〕001号' },
  keeps: ['approvalNumber'],
});
