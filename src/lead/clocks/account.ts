import type { ClockDefinition } from '../../engine/definition/index.js';
import { days, hours, serviceLevel } from './clock.js';

/** Clocks of money in an account. */
export const accountClocks: readonly ClockDefinition[] = [
  serviceLevel(
    {
      name: 'bankAnswers',
      title: { zh: '银行反馈止付结果', en: 'the bank answers the stop-payment order' },
      atEnd: 'escalate',
      alarms: ['bankDesk', 'dutyOfficer'],
    },
    'bankAnswers',
  ),
  hours(
    {
      name: 'stopPayLapses',
      title: { zh: '紧急止付自动失效', en: 'the stop-payment lapses by itself' },
      atEnd: 'lapse',
      alarms: ['officer', 'dutyOfficer', 'bankDesk'],
      late: ['account.unfreezeOrdered', 'account.unfrozen'],
    },
    48,
    '银发〔2016〕86号 art. 2 (1) 2',
    'stoppedAt',
  ),
  days(
    {
      name: 'unfreezeUnrelated',
      title: { zh: '解除与案件无关的止付', en: 'a stop that has nothing to do with the case is lifted' },
      atEnd: 'breach',
      alarms: ['officer', 'bankDesk', 'centerLead'],
    },
    3,
    'CPR art. 247; CPL art. 145',
  ),
];
