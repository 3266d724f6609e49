import type { ClockDefinition } from '../../engine/definition/index.js';
import { duty } from '../roles.js';
import { serviceLevel } from './clock.js';

/** Clocks of a file: how soon a promised one is there, and how soon it can be read. */
export const evidenceClocks: readonly ClockDefinition[] = [
  serviceLevel(
    {
      name: 'evidenceDue',
      title: { zh: '提交承诺的材料', en: 'promised evidence is delivered' },
      atEnd: 'escalate',
      alarms: ['officer', ...duty],
    },
    'evidenceDue',
  ),
  serviceLevel(
    {
      name: 'evidenceScan',
      title: { zh: '材料查毒；超时请检查查毒服务', en: 'evidence is scanned; else look after the scanner' },
      atEnd: 'escalate',
      alarms: duty,
    },
    'evidenceScan',
  ),
];
