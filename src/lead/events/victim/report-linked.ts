import { defineEvent, Plain } from '../../../engine/definition/index.js';
import { police } from '../../roles.js';
import { organPhone, whichOrgan } from '../payloads.js';

class LinkedReport {
  @Plain({ zh: '案件编号', en: 'case number' }) caseNumber!: string;
  @Plain({
    zh: '立案机关（联系电话取自官方目录，不用被害人提供的号码）',
    en: 'organ (call it by its number in the official directory, never by one that the victim gives)',
  })
  organ!: string;
}

/** The victim has reported elsewhere; that case is linked. */
export const reportLinked = defineEvent({
  type: 'victim.reportLinked',
  title: { zh: '关联已报案件', en: 'Link the report made elsewhere' },
  roles: police,
  payload: LinkedReport,
  example: { caseNumber: 'A3201020000202411001', organ: '南京市公安局玄武分局' },
  keeps: ['caseNumber', 'organ'],
  facts: ({ known }) => organPhone(known),
  asks: whichOrgan,
});
