import type { ClockDefinition } from '../../engine/definition/index.js';
import { requestEnds } from '../detention.js';
import { numberIn, textIn } from '../facts.js';
import { questioningEnds } from '../questioning.js';
import { plusHours } from '../time.js';
import { days, hours } from './clock.js';

const above = ['officer', 'stationDuty', 'dutyOfficer', 'centerLead', 'approver'];

/** Clocks of people in the hands of the police. None of them sets anybody free: a person records the release. */
export const suspectClocks: readonly ClockDefinition[] = [
  hours(
    {
      name: 'decideMeasure',
      title: { zh: '抓获后决定措施', en: 'a measure is decided after the catch' },
      atEnd: 'breach',
      alarms: above,
    },
    12,
    'CPR art. 200',
  ),
  {
    name: 'questioning',
    title: { zh: '继续盘问期限', en: 'continued questioning ends' },
    limit: {
      zh: '到达起 12 小时，可逐级延至 24、48 小时；未成年人、老年人、孕产妇等 4 小时；逃跑前已用的时间计入',
      en: '12 hours from arrival, extended step by step to 24 and 48; 4 hours for protected groups; what was used before a flight counts',
    },
    basis: 'Rules on continued questioning (2004) art. 10 and 11',
    atEnd: 'mustRelease',
    alarms: above,
    due: ({ at, facts }) => questioningEnds(facts, at),
  },
  {
    name: 'summons',
    title: { zh: '传唤持续时间', en: 'the summons ends' },
    limit: {
      zh: '到案起 12 小时，特别重大复杂的 24 小时；行政案件 8 小时，复杂的 24 小时',
      en: '12 hours from appearance, 24 in a grave and complex case; 8 in an administrative one, or 24',
    },
    basis: 'CPR art. 200; CPL art. 119; APR art. 69',
    atEnd: 'mustRelease',
    alarms: above,
    due: ({ at, facts }) => plusHours(textIn(facts, 'arrivedAt') ?? at, numberIn(facts, 'summonsHours') ?? 12),
  },
  hours(
    {
      name: 'detentionHouse',
      title: { zh: '拘留后送看守所', en: 'the detained is brought to a detention house' },
      atEnd: 'breach',
      alarms: above,
    },
    24,
    'CPR art. 126',
    'detainedAt',
  ),
  hours(
    {
      name: 'familyNotice',
      title: { zh: '拘留后通知家属', en: 'the family is notified' },
      atEnd: 'breach',
      alarms: above,
    },
    24,
    'CPR art. 127',
    'detainedAt',
  ),
  hours(
    {
      name: 'interview',
      title: { zh: '拘留后首次讯问', en: 'the detained is interviewed' },
      atEnd: 'breach',
      alarms: above,
    },
    24,
    'CPR art. 128',
    'detainedAt',
  ),
  {
    name: 'arrestRequest',
    title: { zh: '提请批准逮捕', en: 'the arrest is requested' },
    limit: {
      zh: '拘留后 3 日，可延至 7 日或 30 日；逃跑前已羁押的时间计入',
      en: '3 days from the detention; extended to 7 or 30; what was used before a flight counts',
    },
    basis: 'CPR art. 129',
    atEnd: 'mustRelease',
    alarms: above,
    due: ({ at, facts }) => requestEnds(facts, at),
  },
  days(
    {
      name: 'arrestDecision',
      title: {
        zh: '检察院决定是否批准逮捕；不批准的立即释放',
        en: 'the procuratorate decides on the arrest; if it does not approve, the person goes at once',
      },
      atEnd: 'mustRelease',
      alarms: above,
    },
    7,
    'CPL art. 91',
  ),
];
