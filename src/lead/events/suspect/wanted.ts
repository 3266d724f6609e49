import { defineEvent } from '../../../engine/definition/index.js';
import { officer } from '../../roles.js';
import { decidedInCriminalCase } from '../../rules/suspect.js';
import { DecisionNumber } from '../payloads.js';

/** On the wanted list: needs a detention or arrest that is decided (CPR art. 274 and 351). */
export const wanted = defineEvent({
  type: 'suspect.wanted',
  title: { zh: '上网追逃', en: 'Put on the wanted list' },
  roles: officer,
  payload: DecisionNumber,
  example: { decisionNumber: '桂秀公(刑)拘字〔2024〕002号' },
  rules: [decidedInCriminalCase],
  keeps: ['decisionNumber'],
});
