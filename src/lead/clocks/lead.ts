import type { ClockDefinition } from '../../engine/definition/index.js';
import { numberIn, textIn } from '../facts.js';
import { plusDays } from '../time.js';
import { serviceLevel } from './clock.js';

const filingReview: ClockDefinition = {
  name: 'filingReview',
  title: { zh: '立案审查', en: 'decide whether the case is filed' },
  limit: { zh: '首次认定起 3 日，可延至 7 日或 30 日', en: '3 days from the first finding; extended to 7 or 30' },
  basis: '公通字〔2015〕32号',
  atEnd: 'escalate',
  alarms: ['officer', 'dutyOfficer', 'centerLead'],
  due: ({ at, facts }) => plusDays(textIn(facts, 'foundAt') ?? at, numberIn(facts, 'reviewDays') ?? 3),
};

/** Clocks of the spine: how soon somebody answers, and how soon the bank hears. */
export const leadClocks: readonly ClockDefinition[] = [
  serviceLevel(
    {
      name: 'acknowledge',
      title: { zh: '中心签收', en: 'the center acknowledges' },
      atEnd: 'escalate',
      alarms: ['dutyOfficer', 'centerLead'],
    },
    'acknowledge',
  ),
  serviceLevel(
    {
      name: 'dispatch',
      title: { zh: '派警', en: 'a station is dispatched' },
      atEnd: 'escalate',
      alarms: ['dutyOfficer', 'centerLead'],
    },
    'dispatch',
  ),
  serviceLevel(
    {
      name: 'accept',
      title: {
        zh: '派出所接收派警；超时建议改派邻近派出所',
        en: 'the station accepts; else the next one is suggested',
      },
      atEnd: 'escalate',
      alarms: ['stationDuty', 'dutyOfficer'],
    },
    'accept',
  ),
  serviceLevel(
    {
      name: 'arrive',
      title: { zh: '民警到场', en: 'officers arrive' },
      atEnd: 'escalate',
      alarms: ['stationDuty', 'dutyOfficer'],
    },
    'arrive',
  ),
  serviceLevel(
    {
      name: 'answer',
      title: { zh: '银行答复询问', en: 'the bank answers' },
      atEnd: 'escalate',
      alarms: ['bankDesk', 'dutyOfficer'],
    },
    'answer',
  ),
  filingReview,
  serviceLevel(
    {
      name: 'feedback',
      title: { zh: '向银行反馈', en: 'the bank is told the result' },
      atEnd: 'escalate',
      alarms: ['dutyOfficer', 'centerLead'],
    },
    'feedback',
  ),
  serviceLevel(
    {
      name: 'feedbackRead',
      title: { zh: '银行阅看反馈', en: 'the bank reads the result' },
      atEnd: 'escalate',
      alarms: ['bankDesk'],
    },
    'feedbackRead',
  ),
  serviceLevel(
    {
      name: 'feedbackCounts',
      title: { zh: '反馈视为已阅', en: 'the result counts as read' },
      atEnd: 'count',
      alarms: [],
      late: { zh: '视为已阅与已阅效力相同，无须补录', en: 'counted as read is as good as read' },
    },
    'feedbackCounts',
  ),
];
