import type { Schema, Sentence } from '../engine/definition/index.js';
import { ref } from './schemas.js';

const words: Readonly<Record<number, Sentence>> = {
  400: {
    zh: '内容或参数有误：逐一列出有误的字段及其要求',
    en: 'Body or parameters are wrong: each field and what is allowed there',
  },
  401: { zh: '未登录，或令牌已失效', en: 'Not signed in, or the token has expired' },
  403: { zh: '您的角色不能进行此操作', en: 'Your role may not do this' },
  404: { zh: '没有这个案件或部分，或您无权查看', en: 'There is no such case or part, or you may not see it' },
  409: {
    zh: '当前不能记录：列明未满足的规定和当前可做的事',
    en: 'Not possible now: the rules not met, and what is possible',
  },
  412: { zh: '案件已不是 If-Match 所指的版本', en: 'The case is no longer at the version of If-Match' },
  415: { zh: '内容类型须为 application/json', en: 'The content type must be application/json' },
  422: {
    zh: '这个 Idempotency-Key 已用于另一项内容',
    en: 'This Idempotency-Key already stands for another submission',
  },
  429: {
    zh: '次数已达限额，请按 Retry-After 再试；RateLimit 列明各项限额',
    en: 'A limit is used up: try again after Retry-After; RateLimit says how the limits stand',
  },
  503: { zh: '暂时不可用，请按 Retry-After 重试', en: 'Temporarily unavailable: try again after Retry-After' },
};

const headers: Readonly<Record<number, Schema>> = {
  401: { 'WWW-Authenticate': { schema: { type: 'string' } } },
  412: { ETag: { schema: { type: 'string' } } },
  429: {
    'Retry-After': { schema: { type: 'integer' } },
    RateLimit: { schema: { type: 'string' } },
    'RateLimit-Policy': { schema: { type: 'string' } },
  },
  503: { 'Retry-After': { schema: { type: 'integer' } } },
};

/** The code that each status most often carries, for the example. */
const codes: Readonly<Record<number, string>> = {
  400: 'invalid',
  401: 'notSignedIn',
  403: 'roleMissing',
  404: 'notFound',
  409: 'rulesFailed',
  412: 'versionMoved',
  415: 'contentTypeNotSupported',
  422: 'idempotencyKeyReused',
  429: 'tooManyRequests',
  503: 'databaseUnavailable',
};

/** What a problem may say besides, in its example. */
export interface ProblemDetails {
  readonly description: string;
  readonly example: Schema;
}

/** One problem as a response, with more to say where a caller gives it. */
export function problemResponse(status: number, language: keyof Sentence, more?: ProblemDetails): Schema {
  const code = codes[status] ?? 'badRequest';
  const detail = words[status]?.[language] ?? String(status);
  const example = { type: `urn:lanjie:problem:${code}`, title: detail, status, code, detail };
  return {
    description: more?.description ?? detail,
    ...(headers[status] ? { headers: headers[status] } : {}),
    content: {
      'application/problem+json': {
        schema: ref('Problem'),
        example: { ...example, ...more?.example, traceId: '01937f3c-5b0e-7c1a-9d39-3f2f0c1b2a4d' },
      },
    },
  };
}

/** Every problem that operations share, under its name in `components.responses`. */
export function problemResponses(language: keyof Sentence): Record<string, Schema> {
  return Object.fromEntries(
    Object.keys(words).map((status) => [`Problem${status}`, problemResponse(Number(status), language)]),
  );
}

/** References to the shared problems of these statuses. */
export function problems(...statuses: number[]): Record<string, Schema> {
  return Object.fromEntries(
    statuses.map((status) => [String(status), { $ref: `#/components/responses/Problem${status}` }]),
  );
}
