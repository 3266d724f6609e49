import type { FastifyRequest } from 'fastify';
import type { Sentence } from '../engine/definition/index.js';
import { Problem } from '../platform/problem.js';
import { language } from '../platform/problem-render.js';

// Names that the system gives to its own deeds: who took one in advance would keep an alarm from being raised, or data from being erased.
const key = /^(?!(?:alarm|handover|erasure|scan):)[\x21-\x7e]{1,200}$/;

/** The sender's `Idempotency-Key`. Throws 400 when it is missing or no 1 to 200 visible ASCII characters. */
export function idempotencyKey(request: FastifyRequest): string {
  const value = request.headers['idempotency-key'];
  if (typeof value === 'string' && key.test(value)) return value;
  throw new Problem({
    status: 400,
    code: 'idempotencyKeyMissing',
    detail: {
      zh: '请求头 Idempotency-Key 必填：1 至 200 个可见 ASCII 字符，每次操作一个，重试时不变；不能以 alarm:、handover:、erasure: 或 scan: 开头。',
      en: 'The header Idempotency-Key is required: 1 to 200 visible ASCII characters, one per deed, the same when you repeat it, not beginning with alarm:, handover:, erasure: or scan:.',
    },
  });
}

/** The version in `If-Match: "7"`; null without the header or for `*`. Throws 400 on anything else. */
export function ifMatch(request: FastifyRequest): number | null {
  const value = request.headers['if-match'];
  if (value === undefined || value === '*') return null;
  const found = /^"(\d{1,9})"$/.exec(value);
  if (found) return Number(found[1]);
  throw new Problem({
    status: 400,
    code: 'ifMatchMalformed',
    detail: {
      zh: 'If-Match 应为案件版本，例如 "7"。',
      en: 'If-Match must be the version of the case, for example "7".',
    },
  });
}

/** The language of the answer. */
export function languageOf(request: FastifyRequest): keyof Sentence {
  return language(request.headers['accept-language']) === 'en' ? 'en' : 'zh';
}
