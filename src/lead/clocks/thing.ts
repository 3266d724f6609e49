import type { ClockDefinition } from '../../engine/definition/index.js';
import { plusMonths } from '../time.js';
import { days, hours } from './clock.js';

/** Clocks of things in the hand: cash and gold. */
export const thingClocks: readonly ClockDefinition[] = [
  hours(
    {
      name: 'registerSecured',
      title: { zh: '当场控制的款物办理扣押或退还', en: 'what was secured is seized or goes back' },
      atEnd: 'breach',
      alarms: ['officer', 'dutyOfficer', 'centerLead'],
    },
    24,
    'APR art. 54 to 56; 公通字〔2015〕21号 art. 12',
  ),
  hours(
    {
      name: 'handOver',
      title: { zh: '移交保管', en: 'what was seized is handed over to a custodian' },
      atEnd: 'breach',
      alarms: ['officer', 'custodian', 'centerLead'],
    },
    24,
    'APR art. 190; 公通字〔2015〕21号 art. 12 and 13',
  ),
  {
    name: 'unclaimed',
    title: { zh: '公告期满无人认领', en: 'nobody claimed it' },
    limit: { zh: '公告后 6 个月', en: '6 months from the notice' },
    basis: 'CPR art. 233',
    atEnd: 'task',
    alarms: ['custodian', 'officer'],
    due: ({ at }) => plusMonths(at, 6),
  },
  days(
    {
      name: 'releaseUnrelated',
      title: { zh: '退还与案件无关的款物', en: 'what does not belong to the case goes back' },
      atEnd: 'breach',
      alarms: ['officer', 'custodian', 'centerLead'],
    },
    3,
    'CPR art. 233; CPL art. 145',
  ),
];
