import { type Actor, defineEvent, type FactChanges } from '../../../engine/definition/index.js';
import { laterReasonGiven, oneHoldIn24h, withinHoldLimit } from '../../rules/hold.js';
import { Delay, heldElsewhere } from '../payloads.js';

/** What a hold knows from its first minute: how long, why, since when, and who answers for it. */
export function startedFacts(delay: Delay, at: string, actor: Actor): FactChanges {
  return { ...delay, startedAt: at, owner: actor.account };
}

/** The bank delays a payment after the lead was reported. */
export const started = defineEvent({
  type: 'hold.started',
  title: { zh: '延迟支付', en: 'Delay the payment' },
  roles: ['teller'],
  payload: Delay,
  example: { minutes: 20, reason: '正在核实交易', told: 'now' },
  opens: 'always',
  rules: [oneHoldIn24h, withinHoldLimit, laterReasonGiven],
  facts: ({ body, at, actor }) => startedFacts(body, at, actor),
  asks: heldElsewhere,
});
