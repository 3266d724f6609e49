import type { ClockDefinition } from '../../engine/definition/index.js';
import { textIn } from '../facts.js';
import { plusDays, plusHours } from '../time.js';

/** Clocks of a transfer: the case is sent in time, and those who reported learn of it. */
export const transferClocks: readonly ClockDefinition[] = [
  {
    name: 'transfer',
    title: { zh: '移送案件', en: 'the case is sent to the organ it belongs to' },
    limit: {
      zh: '发现不属于本机关管辖起 24 小时（办案协作、并案同此，本地设定）',
      en: '24 hours from finding that it belongs elsewhere (cooperation and merging alike, set locally)',
    },
    basis: 'CPR art. 175; local',
    atEnd: 'escalate',
    alarms: ['officer', 'dutyOfficer', 'centerLead', 'approver'],
    due: ({ at, facts }) => plusHours(textIn(facts, 'foundAt') ?? at, 24),
  },
  {
    name: 'transferNotice',
    title: { zh: '移送后书面通知报案人等', en: 'those who reported are told in writing of the transfer' },
    limit: { zh: '移送后 3 日', en: '3 days from the transfer' },
    basis: 'CPR art. 184',
    atEnd: 'task',
    alarms: ['officer', 'dutyOfficer', 'centerLead'],
    due: ({ at }) => plusDays(at, 3),
  },
];
