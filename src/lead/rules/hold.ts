import { rule } from '../../engine/definition/index.js';
import { textIn } from '../facts.js';
import { progressOf } from '../parts/standing.js';
import { limitOf } from '../settings.js';
import { notAfter, plusHours } from '../time.js';

/** What the bank says about a delay, in a report or later. */
export interface Delay {
  minutes: number;
  told: string;
  laterReason?: string;
}

interface WithDelay extends Partial<Delay> {
  hold?: Delay;
}

function delayIn(body: WithDelay): Delay | undefined {
  if (body.hold) return body.hold;
  const { minutes, told, laterReason } = body;
  return minutes === undefined || told === undefined ? undefined : { minutes, told, laterReason };
}

/** One hold per customer in 24 hours, in this case and in every other. */
export const oneHoldIn24h = rule<WithDelay>({
  code: 'oneHoldIn24h',
  needs: 'body',
  sentence: {
    zh: '该客户 24 小时内已被延迟支付一次，不得再次延迟；可请警方延长一次或立即放行',
    en: 'This customer was already held within the last 24 hours. Ask the police to extend that hold once, or let the customer go.',
  },
  basis: 'ATFL art. 18 and 32; local limit',
  holds: ({ view, body, at, known }) => {
    if (delayIn(body) === undefined) return true;
    const held = view.of('hold').some((hold) => {
      const started = textIn(hold.facts, 'startedAt');
      return started !== undefined && !notAfter(plusHours(started, 24), at);
    });
    return !held && known['heldElsewhere'] !== true;
  },
});

/** A hold stays within the office's limit. */
export const withinHoldLimit = rule<WithDelay>({
  code: 'withinHoldLimit',
  needs: 'body',
  sentence: {
    zh: '超过本地规定的最长延迟时间，请缩短',
    en: 'Longer than the office allows a customer to be held. Choose fewer minutes.',
  },
  basis: 'ATFL art. 18; local limit',
  holds: ({ body, settings }) => (body.hold?.minutes ?? body.minutes ?? 0) <= limitOf(settings, 'holdMax'),
});

/** Who is not told at once is not told for a reason. */
export const laterReasonGiven = rule<WithDelay>({
  code: 'laterReasonGiven',
  needs: 'body',
  sentence: {
    zh: '稍后告知客户的，请写明理由（如告知会惊动作案人）',
    en: 'Say why the customer is told later (`laterReason`), for example because telling would warn an offender.',
  },
  basis: 'ATFL art. 32',
  holds: ({ body }) => {
    const delay = delayIn(body);
    return delay?.told !== 'later' || delay.laterReason !== undefined;
  },
});

/** An extension is given once. */
export const notYetExtended = rule({
  code: 'notYetExtended',
  needs: 'file',
  sentence: {
    zh: '已延长过一次，不得再延长，到期请放行客户',
    en: 'This hold was extended already. It cannot be extended again: the customer goes when it ends.',
  },
  basis: 'ATFL art. 18 and 32; local limit',
  holds: ({ part }) => part?.facts['moreMinutes'] === undefined,
});

/** A hold is only prolonged while somebody verifies. */
export const verificationUnderWay = rule({
  code: 'verificationUnderWay',
  needs: 'file',
  sentence: {
    zh: '只有警方正在核实时才能延长，请先签收或派警',
    en: 'A hold is extended only while the police verify. Acknowledge the lead or dispatch a station first.',
  },
  basis: 'ATFL art. 32',
  holds: ({ view }) => !['reported', 'cleared', 'settled', 'linked'].includes(progressOf(view)),
});
