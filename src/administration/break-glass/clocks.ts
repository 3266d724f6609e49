import type { ClockDefinition } from '../../engine/definition/index.js';
import { openMinutes, reviewHours } from './limits.js';

const minute = 60_000;

function after(moment: string, minutes: number): string {
  return new Date(Date.parse(moment) + minutes * minute).toISOString();
}

const list: readonly ClockDefinition[] = [
  {
    name: 'tellSecond',
    title: { zh: '紧急调阅，请知悉', en: 'a case was opened in an emergency' },
    limit: { zh: '立即', en: 'at once' },
    basis: 'local: a second person is told at once',
    atEnd: 'task',
    alarms: ['dutyOfficer', 'centerLead', 'stationDuty'],
    late: { zh: '无须补记', en: 'nobody records anything by it' },
    due: ({ recordedAt }) => recordedAt,
  },
  {
    name: 'breakGlassEnds',
    title: { zh: '紧急调阅到期', en: 'the emergency reading ends' },
    limit: { zh: `${openMinutes} 分钟（本地设定）`, en: `${openMinutes} minutes (set locally)` },
    basis: 'local: as short as the emergency',
    atEnd: 'end',
    alarms: [],
    late: { zh: '无须补记', en: 'nobody records anything by it' },
    due: ({ recordedAt }) => after(recordedAt, openMinutes),
  },
  {
    name: 'reviewBreakGlass',
    title: { zh: '审查紧急调阅', en: 'the emergency reading is reviewed' },
    limit: {
      zh: `自调阅起 ${reviewHours} 小时（本地设定）`,
      en: `${reviewHours} hours from the opening (set locally)`,
    },
    basis: 'local: reviewed within a day',
    atEnd: 'escalate',
    alarms: ['centerLead'],
    // From the opening, however soon it ended.
    due: ({ facts, at }) => after(typeof facts['openedAt'] === 'string' ? facts['openedAt'] : at, reviewHours * 60),
  },
];

/** The clocks of an emergency reading. */
export const clocks: ReadonlyMap<string, ClockDefinition> = new Map(list.map((clock) => [clock.name, clock]));
