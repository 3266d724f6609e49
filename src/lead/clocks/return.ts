import type { ClockDefinition } from '../../engine/definition/index.js';
import { noticeDays } from '../events/return/announced.js';
import { workingDaysToPay } from '../events/return/notice-served.js';
import { textIn } from '../facts.js';
import { plusDays } from '../time.js';

/** Clocks of what goes back. */
export const returnClocks: readonly ClockDefinition[] = [
  {
    name: 'noticeEnds',
    title: { zh: '返还公告期满', en: 'the public notice of a return is over' },
    limit: {
      zh: `公告后 ${noticeDays} 日，异议不重新计算`,
      en: `${noticeDays} days from the notice; an objection does not restart them`,
    },
    basis: 'Return rules art. 8 (3)',
    atEnd: 'task',
    alarms: ['officer', 'dutyOfficer'],
    due: ({ at, facts }) => textIn(facts, 'noticeEndsAt') ?? plusDays(at, noticeDays),
  },
  {
    name: 'bankExecutes',
    title: { zh: '银行办理返还', en: 'the bank pays it back' },
    limit: {
      zh: `送达后 ${workingDaysToPay} 个工作日（送达当日不计，至末日终了）`,
      en: `${workingDaysToPay} working days from the notice: not counting its day, to the end of the last`,
    },
    basis: 'Return rules art. 12',
    atEnd: 'breach',
    alarms: ['bankDesk', 'officer', 'dutyOfficer'],
    // An ordinary week has its third working day within five: only where no calendar answered.
    due: ({ at, facts }) => textIn(facts, 'executeBy') ?? plusDays(at, 5),
  },
];
