import { describe, expect, test } from '@jest/globals';
import { BODY_LIMIT, strictJson } from '../../src/platform/json-body.js';
import { Problem } from '../../src/platform/problem.js';

function nested(depth: number): string {
  return '['.repeat(depth) + ']'.repeat(depth);
}

function refusal(text: string): { code: string; field?: string } {
  try {
    strictJson(text);
  } catch (error) {
    if (error instanceof Problem && error.status === 400) {
      return { code: error.code, field: error.fields.errors?.[0]?.field };
    }
    throw error;
  }
  throw new Error(`accepted: ${text.slice(0, 80)}`);
}

describe('strict JSON', () => {
  test.each([
    ['an object', '{"a":{"b":["x",1,true,null]}}'],
    ['text with line feed and tab', '{"a":"一\\n二\\t三"}'],
    ['an astral character', '{"a":"\\ud83d\\ude00 𠮷"}'],
    ['the largest safe integer', '[9007199254740991,-9007199254740991]'],
    ['sixteen levels', nested(16)],
    ['ten thousand values', `[${Array(9_999).fill('1').join()}]`],
    ['a bare word', '"x"'],
  ])('takes %s as it is', (_, text) => {
    expect(strictJson(text)).toEqual(JSON.parse(text));
  });

  test.each([
    ['seventeen levels', nested(17), `0${'.0'.repeat(15)}`],
    ['a quarter of a million levels', nested(BODY_LIMIT / 2), `0${'.0'.repeat(15)}`],
    ['too many values', `[${Array(10_000).fill('1').join()}]`, '9999'],
    ['__proto__', '{"a":{"__proto__":{"x":1}}}', 'a.__proto__'],
    ['constructor', '{"constructor":1}', 'constructor'],
    ['prototype', '[{"prototype":1}]', '0.prototype'],
    ['NUL', '{"a":["x","\\u0000"]}', 'a.1'],
    ['an escape character', '{"a":"\\u001b[2J"}', 'a'],
    ['a carriage return', '{"a":"\\r"}', 'a'],
    ['a lone high surrogate', '{"a":"\\ud800"}', 'a'],
    ['a lone low surrogate', '{"a":"x\\udc00y"}', 'a'],
    ['a bidirectional override', '{"a":"\\u202e"}', 'a'],
    ['a bidirectional isolate', '{"a":"\\u2066"}', 'a'],
    ['NUL in a field name', '{"a\\u0000":1}', '["a\\u0000"]'],
    ['an unsafe integer', '{"amount":9007199254740993}', 'amount'],
    ['a fraction', '{"amount":1.5}', 'amount'],
    ['infinity', '{"amount":1e999}', 'amount'],
  ])('refuses %s and names the place', (_, text, field) => {
    expect(refusal(text)).toEqual({ code: 'bodyRefused', field });
  });

  test.each(['', '{', '{"a":1,}', "{'a':1}", 'NaN', '\ufeff{}', '{}{}'])('refuses %j, which is no JSON', (text) => {
    expect(refusal(text).code).toBe('bodyNotJson');
  });

  test('never repeats the body in a refusal', () => {
    expect(() => strictJson('{"phone":"13800138000')).toThrow(/^(?!.*138)/);
  });
});
