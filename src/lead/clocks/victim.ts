import type { ClockDefinition } from '../../engine/definition/index.js';
import { limitOf, localLimits } from '../settings.js';
import { plusDays } from '../time.js';

/** Clocks of people who were to lose their money. They protect; nobody is under suspicion by them. */
export const victimClocks: readonly ClockDefinition[] = [
  {
    name: 'watch',
    title: { zh: '劝阻后保护期（回访关怀）', en: 'protection after the dissuasion: somebody looks after the victim' },
    limit: {
      zh: `${localLimits.watchDays.value} 日（本地设定）`,
      en: `${localLimits.watchDays.value} days (set locally)`,
    },
    basis: 'local',
    atEnd: 'end',
    late: { zh: '保护期满只随时间结束', en: 'nothing but time ends the protection' },
    alarms: [],
    due: ({ at, settings }) => plusDays(at, limitOf(settings, 'watchDays')),
  },
];
