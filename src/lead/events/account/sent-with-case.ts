import { defineEvent, Plain } from '../../../engine/definition/index.js';
import { claimsOn, idsOf } from '../../parts/standing.js';
import { officer } from '../../roles.js';
import { noReturnUnderWay } from '../../rules/property.js';

class SentWithCase {
  @Plain({ zh: '移送机关', en: 'to which organ' }) organ!: string;
  @Plain({ zh: '随案移送清单编号', en: 'number of the list' }) listNumber!: string;
}

/** The frozen money goes over to the procuratorate or the court with the case file. */
export const sentWithCase = defineEvent({
  type: 'account.sentWithCase',
  title: { zh: '冻结款随案移送', en: 'Send the frozen money with the case' },
  roles: officer,
  payload: SentWithCase,
  example: { organ: '秀峰区人民检察院', listNumber: 'YS20250101002' },
  rules: [noReturnUnderWay],
  keeps: ['organ'],
  facts: ({ body }) => ({ transferList: body.listNumber }),
  tells: ({ view, part }) => idsOf(claimsOn(view, part?.id)),
});
