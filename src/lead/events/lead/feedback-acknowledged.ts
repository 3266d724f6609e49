import { defineEvent } from '../../../engine/definition/index.js';
import { desk } from '../../roles.js';
import { Nothing } from '../payloads.js';

/** The bank has read the result. */
export const feedbackAcknowledged = defineEvent({
  type: 'lead.feedbackAcknowledged',
  title: { zh: '确认已阅反馈', en: 'Acknowledge the feedback' },
  roles: desk,
  payload: Nothing,
  example: {},
});
