import { defineEvent } from '../../../engine/definition/index.js';
import { officer } from '../../roles.js';
import { bailInCriminalCase } from '../../rules/suspect.js';
import { DecisionNumber } from '../payloads.js';

/** On bail pending trial (取保候审). */
export const bailed = defineEvent({
  type: 'suspect.bailed',
  title: { zh: '取保候审', en: 'Bail' },
  roles: officer,
  payload: DecisionNumber,
  example: { decisionNumber: '桂秀公(刑)取保字〔2024〕001号' },
  rules: [bailInCriminalCase],
  facts: ({ body }) => ({ bailNumber: body.decisionNumber }),
});
