import { defineEvent } from '../../../engine/definition/index.js';
import { officer } from '../../roles.js';
import { Reason } from '../payloads.js';

/** The person is free. Only this event says so; a clock never does. */
export const released = defineEvent({
  type: 'suspect.released',
  title: { zh: '释放', en: 'Release' },
  roles: officer,
  payload: Reason,
  example: { reason: '排除嫌疑' },
  facts: ({ body, at }) => ({ releaseReason: body.reason, releasedAt: at }),
});
