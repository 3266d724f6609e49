import { defineEvent, FreeText } from '../../../engine/definition/index.js';
import { duty } from '../../roles.js';
import { leadOpen } from '../../rules/lead.js';

class InfoRequest {
  @FreeText({ zh: '问题', en: 'question' }) question!: string;
}

/** The center asks the bank something. */
export const infoRequested = defineEvent({
  type: 'lead.infoRequested',
  title: { zh: '向银行询问', en: 'Ask the bank' },
  roles: duty,
  payload: InfoRequest,
  example: { question: '客户现在是否仍在网点？' },
  rules: [leadOpen],
  keeps: ['question'],
  facts: () => ({ answer: undefined }),
});
