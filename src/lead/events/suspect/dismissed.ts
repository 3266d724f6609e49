import { defineEvent } from '../../../engine/definition/index.js';
import { officer } from '../../roles.js';
import { Reason } from '../payloads.js';

/** The suspicion was wrong. */
export const dismissed = defineEvent({
  type: 'suspect.dismissed',
  title: { zh: '排除嫌疑', en: 'Dismiss the suspicion' },
  roles: officer,
  payload: Reason,
  example: { reason: '经查当时不在现场' },
  keeps: ['reason'],
});
