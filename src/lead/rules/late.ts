import { isIn, type Part, rule, type Sentence } from '../../engine/definition/index.js';
import { textIn } from '../facts.js';

/**
 * What has run out by a clock is over. Only what was done before may still be recorded, with the moment it was done: the
 * clocks name these events (`late`).
 */
function doneBefore(code: string, ended: { states: readonly string[]; at: string }, sentence: Sentence, basis: string) {
  return rule({
    code,
    needs: 'file',
    sentence,
    basis,
    holds: ({ part, at }) => !isIn(part, ...ended.states) || Date.parse(at) < endOf(part, ended.at),
  });
}

/** When the strike ended it; what never ran cannot be ended in time. */
function endOf(part: Part | undefined, fact: string): number {
  const ended = textIn(part?.facts, fact);
  return ended === undefined ? Number.NEGATIVE_INFINITY : Date.parse(ended);
}

/** A hold that has expired was released or extended before its end. */
export const beforeItEnded = doneBefore(
  'beforeItEnded',
  { states: ['expired'], at: 'endedAt' },
  {
    zh: '延迟支付已到期结束，客户已放行。到期前已放行或延长、现在补录的，请填写当时的发生时间',
    en: 'The hold has ended by itself and the customer went. If it was released or extended before its end, give the moment (`at`).',
  },
  'ATFL art. 18 and 32; order of the record: only what has happened is recorded',
);

/** A stop or a freeze that has lapsed was lifted before that. */
export const beforeItLapsed = doneBefore(
  'beforeItLapsed',
  { states: ['located', 'lapsed'], at: 'lapsedAt' },
  {
    zh: '该账户没有正在执行的止付、冻结，无须解除。失效前已解除、现在补录的，请填写当时的发生时间',
    en: 'No stop or freeze stands on this account, so there is none to lift. If one was lifted before it lapsed, give the moment (`at`).',
  },
  '银发〔2016〕86号 art. 2 (1) 2; CPR art. 247',
);
