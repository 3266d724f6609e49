import { defineEvent, FreeText, Instant } from '../../../engine/definition/index.js';
import { officer } from '../../roles.js';
import { releasedAfterCaught } from '../../rules/suspect.js';

class Release {
  @FreeText({ zh: '理由', en: 'reason' }) reason!: string;
  @Instant({
    zh: '离开时间；不填为发生时间',
    en: 'when the person left; the time of the event if left out',
    optional: true,
  })
  releasedAt?: string;
}

/** The person is free. Only this event says so; a clock never does. */
export const released = defineEvent({
  type: 'suspect.released',
  title: { zh: '释放', en: 'Release' },
  roles: officer,
  payload: Release,
  example: { reason: '排除嫌疑' },
  rules: [releasedAfterCaught],
  facts: ({ body, at }) => ({ releaseReason: body.reason, releasedAt: body.releasedAt ?? at }),
});
