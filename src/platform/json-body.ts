import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';
import { Problem, type Words } from './problem-shape.js';

/** Largest JSON body taken, in bytes. */
export const BODY_LIMIT = 256 * 1024;

const MAX_DEPTH = 16;
const MAX_VALUES = 10_000;

// With the `u` flag a surrogate class matches only the lone ones.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to refuse.
const FORBIDDEN_TEXT = /[\u0000-\u0008\u000b-\u001f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/u;
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

const WORDS = {
  depth: {
    zh: `嵌套层数不得超过 ${MAX_DEPTH} 层。`,
    en: `Objects and lists may be nested ${MAX_DEPTH} deep at most.`,
  },
  values: { zh: `值的总数不得超过 ${MAX_VALUES} 个。`, en: `A body may hold ${MAX_VALUES} values at most.` },
  key: { zh: '不允许使用该字段名。', en: 'This field name is not allowed.' },
  text: {
    zh: '文本不得含控制字符（换行与制表符除外）、残缺的代理字符或双向书写控制符。',
    en: 'Text may hold no control characters other than line feed and tab, no lone surrogates and no bidirectional overrides.',
  },
  number: {
    zh: '数字须为 -9007199254740991 至 9007199254740991 之间的整数；更大的数请以字符串传递。',
    en: 'A number must be an integer from -9007199254740991 to 9007199254740991; send a larger one as a string.',
  },
} satisfies Record<string, Words>;

interface Fault {
  why: Words;
  path: string;
}

/**
 * Parses JSON and refuses what later layers would let slip: excessive depth or size, prototype keys, forbidden
 * characters and numbers that are not safe integers. Throws a 400 `Problem` that names the JSON path and what is allowed.
 */
export function strictJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's message quotes the body, which may hold personal data.
    throw notJson();
  }
  const count = { left: MAX_VALUES };
  const fault = inspect(value, 0, count);
  if (fault) throw refused(fault);
  return value;
}

/**
 * Makes `strictJson` the only body parser of this server; any other content type is answered 415, a larger body 413.
 * An empty body counts as `{}` if `Content-Length: 0` says so; without content type and body, `request.body` is undefined.
 */
export function registerStrictJson(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer', bodyLimit: BODY_LIMIT },
    (request, body, done) => {
      try {
        done(null, parseBytes(body, request.headers['content-length']));
      } catch (error) {
        done(error instanceof Error ? error : new Error('body'));
      }
    },
  );
}

function parseBytes(body: Buffer, contentLength: string | undefined): unknown {
  if (body.length === 0 && contentLength === '0') return {};
  // Decoding would replace broken bytes without a word.
  if (!isUtf8(body)) throw notJson();
  return strictJson(body.toString('utf8'));
}

// Recursion is at most MAX_DEPTH deep; a path is put together only when something is wrong.
function inspect(value: unknown, depth: number, count: { left: number }): Fault | undefined {
  if (--count.left < 0) return { why: WORDS.values, path: '' };
  if (typeof value === 'string') return FORBIDDEN_TEXT.test(value) ? { why: WORDS.text, path: '' } : undefined;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? undefined : { why: WORDS.number, path: '' };
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth === MAX_DEPTH) return { why: WORDS.depth, path: '' };
  return Array.isArray(value) ? inspectList(value, depth, count) : inspectObject(value, depth, count);
}

function inspectList(list: unknown[], depth: number, count: { left: number }): Fault | undefined {
  for (let index = 0; index < list.length; index++) {
    const fault = inspect(list[index], depth + 1, count);
    if (fault) return { why: fault.why, path: `.${index}${fault.path}` };
  }
  return undefined;
}

function inspectObject(object: object, depth: number, count: { left: number }): Fault | undefined {
  for (const [key, value] of Object.entries(object)) {
    if (FORBIDDEN_KEYS.has(key)) return { why: WORDS.key, path: step(key) };
    if (FORBIDDEN_TEXT.test(key)) return { why: WORDS.text, path: step(key) };
    const fault = inspect(value, depth + 1, count);
    if (fault) return { why: fault.why, path: step(key) + fault.path };
  }
  return undefined;
}

function step(key: string): string {
  return /^[A-Za-z_]\w{0,39}$/.test(key) ? `.${key}` : `[${JSON.stringify(key.slice(0, 40)).replace(/\p{Cf}/gu, '?')}]`;
}

function refused(fault: Fault): Problem {
  const field = fault.path.replace(/^\./, '');
  return new Problem({
    status: 400,
    code: 'bodyRefused',
    detail: { zh: `${field || '请求内容'}：${fault.why.zh}`, en: `${field || 'body'}: ${fault.why.en}` },
    errors: [{ field, message: fault.why }],
  });
}

function notJson(): Problem {
  return new Problem({
    status: 400,
    code: 'bodyNotJson',
    detail: { zh: '请求内容须为 UTF-8 编码的合法 JSON。', en: 'The body must be valid JSON in UTF-8.' },
    errors: [{ field: '', message: { zh: '须为合法 JSON。', en: 'Must be valid JSON.' } }],
  });
}
