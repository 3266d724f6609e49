import type { Schema, Sentence } from '../engine/definition/index.js';
import { problemResponse } from './problem-responses.js';
import { ref } from './schemas.js';

/** A rule in words of one language. */
export interface WordedRule {
  readonly [key: string]: string;
  readonly code: string;
  readonly sentence: string;
  readonly basis: string;
}

const text = { schema: { type: 'string' } };
const headers = { ETag: text, Location: text, 'Idempotent-Replayed': { schema: { type: 'string', enum: ['true'] } } };

/** The answer to an event that was recorded. */
export function recorded(language: keyof Sentence): Schema {
  const description = {
    zh: '已记录：回执、变化、现在可做的事',
    en: 'Recorded: the receipt, what changed, what is possible now',
  };
  return { description: description[language], headers, content: { 'application/json': { schema: ref('Recorded') } } };
}

/** The answer to a dry run. */
export function decided(language: keyof Sentence): Schema {
  return {
    description: { zh: '试算结果（`dryRun`），什么也没有写入', en: 'Decided, nothing written (`dryRun`)' }[language],
    content: { 'application/json': { schema: ref('Decided') } },
  };
}

/** The answer of a route where both have the same status. */
export function recordedOrDecided(language: keyof Sentence): Schema {
  const description = {
    zh: '已记录（`dryRun` 时为试算结果）：回执、变化、现在可做的事',
    en: 'Recorded (with `dryRun`: decided): the receipt, what changed, what is possible now',
  };
  const schema = { anyOf: [ref('Recorded'), ref('Decided')] };
  return { description: description[language], headers, content: { 'application/json': { schema } } };
}

/** The refusal of an event: every rule it may name. */
export function conflict(rules: readonly WordedRule[], language: keyof Sentence): Schema {
  const head = {
    zh: '当前状态不接受，或不符合下列规定',
    en: 'Not taken in this state, or one of these rules is not met',
  };
  const lines = rules.map(({ code, sentence, basis }) => `- \`${code}\`: ${sentence} (${basis})`);
  return problemResponse(409, language, {
    description: [`${head[language]}:`, '', ...lines].join('\n'),
    example: { rules: rules.slice(-1), possible: [] },
  });
}
