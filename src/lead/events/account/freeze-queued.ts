import { defineEvent, Instant, Plain } from '../../../engine/definition/index.js';
import { bankOfTheAccount } from '../../rules/account.js';

class Queued {
  @Plain({ zh: '在先冻结的机关', en: 'the organ that froze it first' }) organ!: string;
  @Instant({ zh: '在先冻结到期时间', en: 'when the earlier freeze ends', optional: true }) until?: string;
}

/**
 * Another organ has frozen the account already: nothing is frozen twice, ours waits in line (轮候冻结, CPR art. 242). It
 * keeps nothing until the bank records account.frozen, once the earlier one has ended.
 */
export const freezeQueued = defineEvent({
  type: 'account.freezeQueued',
  title: { zh: '轮候冻结', en: 'Queue the freeze' },
  roles: ['bankDesk'],
  payload: Queued,
  example: { organ: '南京市公安局玄武分局', until: '2025-03-01T00:00:00+08:00' },
  rules: [bankOfTheAccount],
  facts: ({ body }) => ({ queuedBehind: body.organ, queuedUntil: body.until }),
});
