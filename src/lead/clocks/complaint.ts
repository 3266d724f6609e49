import type { ClockDefinition } from '../../engine/definition/index.js';
import { duty } from '../roles.js';
import { days } from './clock.js';

/** Clocks of a complaint. */
export const complaintClocks: readonly ClockDefinition[] = [
  days(
    {
      name: 'answerComplaint',
      title: { zh: '答复投诉', en: 'a complaint is answered' },
      atEnd: 'breach',
      alarms: duty,
    },
    15,
    'AML Law art. 39; ATFL art. 32',
  ),
];
