import type { ClockDefinition, Facts } from '../../engine/definition/index.js';
import { numberIn, textIn } from '../facts.js';
import { plusMinutes } from '../time.js';

/** The end of a hold: what the bank asked for, and the one extension. */
function endOf(facts: Facts, at: string): string {
  const minutes = (numberIn(facts, 'minutes') ?? 0) + (numberIn(facts, 'moreMinutes') ?? 0);
  return plusMinutes(textIn(facts, 'startedAt') ?? at, minutes);
}

/** Clocks of a delayed payment. */
export const holdClocks: readonly ClockDefinition[] = [
  {
    name: 'holdExpires',
    title: { zh: '延迟支付到期，客户自动放行', en: 'the hold ends by itself and the customer goes' },
    limit: {
      zh: '银行所填分钟数，最多 30（本地设定），可延长一次',
      en: 'as the bank asked, 30 minutes at most (set locally); one extension',
    },
    basis: 'ATFL art. 18 and 32',
    atEnd: 'expire',
    alarms: ['teller', 'bankDesk', 'dutyOfficer', 'centerLead'],
    late: [
      'hold.released',
      'hold.extended',
      'lead.classified',
      'lead.withdrawn',
      'lead.linked',
      'lead.filingDeclined',
      'cash.secured',
      'gold.secured',
      'parcel.opened',
      'account.stopPaid',
    ],
    due: ({ at, facts }) => endOf(facts, at),
  },
  {
    name: 'tellCustomer',
    title: { zh: '告知客户理由、救济途径和所需材料', en: 'the customer is told the reason, the remedy and the papers' },
    limit: { zh: '延迟支付结束前', en: 'before the hold ends' },
    basis: 'ATFL art. 32',
    atEnd: 'breach',
    alarms: ['teller', 'bankDesk', 'centerLead'],
    due: ({ at, facts }) => endOf(facts, at),
  },
];
