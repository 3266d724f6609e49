import { defineEvent, FreeText, OneOf } from '../../../engine/definition/index.js';
import { finalResults } from '../../parts/settling.js';
import { duty } from '../../roles.js';
import { resultAgrees } from '../../rules/feedback.js';
import { caseOpen } from '../../rules/lead.js';

class Feedback {
  @OneOf(['confirmed', ...finalResults], { zh: '结果', en: 'result' }) result!: string;
  @FreeText({ zh: '说明', en: 'note', optional: true }) note?: string;
}

/** The bank is told what came of its lead: an interim `confirmed`, or the final result. */
export const feedbackSent = defineEvent({
  type: 'lead.feedbackSent',
  title: { zh: '反馈结果', en: 'Send feedback' },
  roles: duty,
  payload: Feedback,
  example: { result: 'confirmed' },
  rules: [caseOpen, resultAgrees],
  keeps: ['result'],
});
