import { defineEvent, Instant, Plain } from '../../../engine/definition/index.js';
import { officer } from '../../roles.js';
import { criminalCaseFiled, detainedAfterFiling } from '../../rules/filing.js';

class Detention {
  @Plain({ zh: '拘留证文号', en: 'number of the decision' }) decisionNumber!: string;
  @Instant({ zh: '拘留时间', en: 'when', optional: true }) detainedAt?: string;
}

/** Criminal detention (刑事拘留); from that moment four clocks run. */
export const detained = defineEvent({
  type: 'suspect.detained',
  title: { zh: '刑事拘留', en: 'Detain' },
  roles: officer,
  payload: Detention,
  example: { decisionNumber: '桂秀公(刑)拘字〔2024〕001号' },
  rules: [criminalCaseFiled, detainedAfterFiling],
  keeps: ['decisionNumber'],
  facts: ({ body, at }) => ({ detainedAt: body.detainedAt ?? at }),
});
