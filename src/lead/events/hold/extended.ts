import { defineEvent, FreeText, Whole } from '../../../engine/definition/index.js';
import { police } from '../../roles.js';
import { notYetExtended, verificationUnderWay, withinHoldLimit } from '../../rules/hold.js';
import { beforeItEnded } from '../../rules/late.js';

class Extension {
  @Whole({ zh: '延长的分钟数', en: 'further minutes', min: 1, max: 30 }) minutes!: number;
  @FreeText({ zh: '理由', en: 'reason', optional: true }) reason?: string;
}

/** The police are verifying and need a little longer; once. */
export const extended = defineEvent({
  type: 'hold.extended',
  title: { zh: '延长延迟支付', en: 'Extend the hold' },
  roles: police,
  payload: Extension,
  example: { minutes: 15, reason: '民警正在途中' },
  rules: [beforeItEnded, notYetExtended, verificationUnderWay, withinHoldLimit],
  facts: ({ body, actor }) => ({ moreMinutes: body.minutes, extendedBy: actor.account, endedAt: undefined }),
});
