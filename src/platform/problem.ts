import { HttpException } from '@nestjs/common';
import { databaseProblem } from './problem-database.js';
import { type FieldError, field, Problem, type Words } from './problem-shape.js';

export * from './problem-shape.js';

const BY_STATUS = new Map<number, { code: string; detail: Words }>([
  [400, { code: 'badRequest', detail: { zh: '请求无法理解。', en: 'The request cannot be understood.' } }],
  [401, { code: 'notSignedIn', detail: { zh: '请先登录。', en: 'Sign in first.' } }],
  [403, { code: 'forbidden', detail: { zh: '您无权进行此操作。', en: 'You may not do this.' } }],
  [404, { code: 'notFound', detail: { zh: '此地址下没有内容。', en: 'There is nothing at this address.' } }],
  [
    405,
    { code: 'methodNotAllowed', detail: { zh: '此地址不支持该方法。', en: 'This address does not take this method.' } },
  ],
  [
    406,
    {
      code: 'notAcceptable',
      detail: { zh: '无法按所要求的格式答复。', en: 'There is no answer in the format asked for.' },
    },
  ],
  [408, { code: 'requestTimeout', detail: { zh: '请求未及时送达。', en: 'The request did not arrive in time.' } }],
  [413, { code: 'bodyTooLarge', detail: { zh: '请求内容过大。', en: 'The body is larger than allowed.' } }],
  [414, { code: 'addressTooLong', detail: { zh: '地址过长。', en: 'The address is longer than allowed.' } }],
  [
    415,
    {
      code: 'contentTypeNotSupported',
      detail: { zh: '请求内容类型须为 application/json。', en: 'The content type must be application/json.' },
    },
  ],
  [
    417,
    {
      code: 'expectationFailed',
      detail: {
        zh: '服务器不支持 Expect 请求头所提要求。',
        en: 'This server does not do what the header Expect asks for.',
      },
    },
  ],
  [
    429,
    {
      code: 'tooManyRequests',
      detail: { zh: '请求过于频繁，请稍后再试。', en: 'Too many requests: try again later.' },
    },
  ],
  [
    431,
    {
      code: 'headersTooLarge',
      detail: { zh: '请求头过多或过大。', en: 'There are more or larger headers than allowed.' },
    },
  ],
]);

/** The generic problem of an HTTP status below 500; `badRequest` where the status has no words of its own. */
export function problemOfStatus(status: number): Problem {
  const known = BY_STATUS.get(status);
  return new Problem({
    status,
    ...(known ?? { code: 'badRequest', detail: { zh: '请求被拒绝。', en: 'The request was refused.' } }),
  });
}

/** A fault of ours: 500, without any detail about its cause. */
export function unexpectedProblem(cause?: unknown): Problem {
  return new Problem(
    {
      status: 500,
      code: 'unexpected',
      detail: {
        zh: '服务器发生意外错误。报告此问题时请提供 traceId。',
        en: 'Something unexpected went wrong. Quote the traceId when you report it.',
      },
    },
    cause,
  );
}

/** What the caller is told about any error: a `Problem` as it is, database and HTTP errors by table, the rest as 500. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const cause = field(error, 'cause');
  if (cause instanceof Problem) return cause;
  const fromDatabase = databaseProblem(error);
  if (fromDatabase) return fromDatabase;
  const status = statusOf(error);
  if (status !== undefined && status >= 400 && status < 500) return problemOfStatus(status);
  return unexpectedProblem(error);
}

function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const status = field(error, 'statusCode');
  return field(error, 'name') === 'FastifyError' && typeof status === 'number' ? status : undefined;
}

/** 400: every field that is wrong, and what is allowed there. Nothing was recorded. */
export function invalidFields(errors: readonly FieldError[]): Problem {
  return new Problem({
    status: 400,
    code: 'invalid',
    detail: {
      zh: '提交的内容有误，什么也没有记录。请按各字段的提示更正。',
      en: 'The input is not valid and nothing was recorded. Correct the fields named.',
    },
    errors: [...errors],
  });
}
