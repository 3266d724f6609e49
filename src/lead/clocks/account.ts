import type { ClockDefinition } from '../../engine/definition/index.js';
import { freezeEndsAt } from '../parts/terms.js';
import { plusDays } from '../time.js';
import { days, hours, serviceLevel } from './clock.js';

/** How long before its end somebody is reminded that a freeze must be renewed, and who. */
function freezeWarning(count: number, alarms: readonly string[]): ClockDefinition {
  return {
    name: `freezeWarning${count}`,
    title: { zh: `冻结还有 ${count} 日到期`, en: `the freeze ends in ${count} ${count === 1 ? 'day' : 'days'}` },
    limit: { zh: `到期前 ${count} 日`, en: `${count} ${count === 1 ? 'day' : 'days'} before its end` },
    basis: 'CPR art. 240',
    atEnd: 'warn',
    alarms,
    due: ({ at, facts }) => plusDays(freezeEndsAt(facts) ?? at, -count),
  };
}

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
      late: ['account.freezeOrdered', 'account.frozen', 'account.unfreezeOrdered', 'account.unfrozen'],
    },
    48,
    '银发〔2016〕86号 art. 2 (1) 2',
    'stoppedAt',
  ),
  {
    name: 'freezeEnds',
    title: { zh: '冻结到期自动失效', en: 'the freeze ends and lapses by itself' },
    limit: {
      zh: '冻结起 6 个月以内（重大、复杂案件一年），续冻的至续冻到期',
      en: 'at most 6 months from the freeze, a year in a grave or complex case; renewed, to the end of the renewal',
    },
    basis: 'CPR art. 240 and 243',
    atEnd: 'lapse',
    alarms: ['officer', 'dutyOfficer', 'bankDesk', 'approver'],
    late: [
      'account.renewalOrdered',
      'account.freezeRenewed',
      'account.unfreezeOrdered',
      'account.unfrozen',
      'return.executed',
    ],
    due: ({ at, facts }) => freezeEndsAt(facts) ?? at,
  },
  freezeWarning(30, ['officer']),
  freezeWarning(7, ['officer', 'dutyOfficer']),
  freezeWarning(1, ['officer', 'dutyOfficer', 'centerLead', 'approver']),
  days(
    {
      name: 'unfreezeUnrelated',
      title: {
        zh: '解除与案件无关的止付、冻结',
        en: 'a stop or a freeze that has nothing to do with the case is lifted',
      },
      atEnd: 'breach',
      alarms: ['officer', 'bankDesk', 'centerLead'],
    },
    3,
    'CPR art. 247; CPL art. 145',
  ),
];
