import { defineEvent, Plain } from '../../../engine/definition/index.js';
import { police } from '../../roles.js';

class TakenReport {
  @Plain({ zh: '受案登记编号', en: 'number of the report', optional: true }) caseNumber?: string;
}

/** The victim's report is taken here. */
export const reportTaken = defineEvent({
  type: 'victim.reportTaken',
  title: { zh: '受理报案', en: "Take the victim's report" },
  roles: police,
  payload: TakenReport,
  example: { caseNumber: '桂秀公受〔2024〕002号' },
  keeps: ['caseNumber'],
});
