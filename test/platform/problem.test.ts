import { describe, expect, test } from '@jest/globals';
import { BadRequestException, NotFoundException } from '@nestjs/common';
import { Problem, problemOf } from '../../src/platform/problem.js';
import { language, renderProblem } from '../../src/platform/problem-render.js';

const refusal = new Problem({
  status: 409,
  code: 'refused',
  detail: { zh: '现在不能扣押。', en: 'Cannot be seized now.' },
  rules: [
    {
      code: 'caseFiled',
      sentence: { zh: '案件须已立案。', en: 'The case must be filed.' },
      basis: { zh: '《公安机关办理刑事案件程序规定》第174条', en: 'CPR art. 174' },
    },
  ],
  possible: [{ event: 'lead.filed' }],
  errors: [{ field: 'officers', message: { zh: '至少两人。', en: 'At least two.' } }],
});

describe('a problem', () => {
  test('is told in English', () => {
    expect(renderProblem(refusal, 'en', 't-1')).toEqual({
      type: 'urn:lanjie:problem:refused',
      title: 'Not possible now',
      status: 409,
      code: 'refused',
      detail: 'Cannot be seized now.',
      rules: [{ code: 'caseFiled', sentence: 'The case must be filed.', basis: 'CPR art. 174' }],
      possible: [{ event: 'lead.filed' }],
      errors: [{ field: 'officers', message: 'At least two.' }],
      traceId: 't-1',
    });
  });

  test('is told in Chinese', () => {
    expect(renderProblem(refusal, 'zh-CN', 't-1')).toMatchObject({
      title: '当前状态不允许',
      detail: '现在不能扣押。',
      rules: [{ sentence: '案件须已立案。', basis: '《公安机关办理刑事案件程序规定》第174条' }],
      errors: [{ message: '至少两人。' }],
    });
  });

  test.each([
    [undefined, 'zh-CN'],
    ['', 'zh-CN'],
    ['*', 'zh-CN'],
    ['fr', 'zh-CN'],
    ['en', 'en'],
    ['en-US,en;q=0.9', 'en'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
    ['en;q=0.9, zh;q=0.5', 'en'],
    ['en;q=0', 'zh-CN'],
    ['EN-gb', 'en'],
    [';;;,,q=', 'zh-CN'],
  ])('with Accept-Language %j is told in %s', (header, expected) => {
    expect(language(header)).toBe(expected);
  });
});

function withCode(code: string, more: object = {}): Error {
  return Object.assign(new Error('text'), { code }, more);
}

describe('an error', () => {
  test.each([
    ...['22021', '22P05', '22P02', '22003', '22007', '22001', '54001'].map((code) => [code, 400, undefined] as const),
    ...['40001', '40P01', '53100', '53300', '57P01', '57P03', '57014', '08006', '25006'].map(
      (code) => [code, 503, '2'] as const,
    ),
    ['23505', 500, undefined] as const,
  ])('with SQLSTATE %s becomes %d', (code, status, retryAfter) => {
    for (const error of [withCode(code), Object.assign(new Error('wrapped'), { driverError: withCode(code) })]) {
      const problem = problemOf(error);
      expect([problem.status, problem.fields.headers?.['retry-after']]).toEqual([status, retryAfter]);
    }
  });

  test.each([
    withCode('ECONNREFUSED', { syscall: 'connect' }),
    withCode('ECONNRESET', { syscall: 'read' }),
    new Error('Connection terminated unexpectedly'),
    new Error('timeout exceeded when trying to connect'),
    new Error('Query read timeout'),
  ])('of a lost database (%s) becomes 503', (error) => {
    expect(problemOf(error)).toMatchObject({ status: 503, code: 'databaseUnavailable' });
  });

  test.each([
    [new NotFoundException('Cannot GET /x'), 404, 'notFound'],
    [new BadRequestException(), 400, 'badRequest'],
    [withCode('FST_ERR_CTP_BODY_TOO_LARGE', { name: 'FastifyError', statusCode: 413 }), 413, 'bodyTooLarge'],
    [withCode('ENOENT', { syscall: 'open', path: '/x' }), 500, 'unexpected'],
    [new TypeError('secret'), 500, 'unexpected'],
    ['thrown text', 500, 'unexpected'],
    [undefined, 500, 'unexpected'],
  ])('%s becomes %d %s and keeps its words to itself', (error, status, code) => {
    const problem = problemOf(error);
    expect([problem.status, problem.code]).toEqual([status, code]);
    expect(JSON.stringify(renderProblem(problem, 'en', 't'))).not.toMatch(/secret|Cannot|thrown/);
  });
});
