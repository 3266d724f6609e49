import { field, Problem } from './problem-shape.js';

/** Text or numbers PostgreSQL cannot store: the input was wrong, not the server. Appendix A of its manual. */
const BAD_VALUE = new Set(['22021', '22P05', '22P02', '22003', '22007', '22008', '22001', '54001']);

const CONFLICT = new Set(['40001', '40P01']);

/** Out of disk, memory or connections; shutting down; cancelled by a timeout; read-only just after a failover. */
const UNAVAILABLE = /^(08...|53...|57P0.|57014|55P03|25006)$/;

const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
]);

/** The driver's own errors carry no code. */
const DRIVER =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Client was closed|Cannot use a pool after calling end)/;

/** The SQLSTATE or network code of a database error, also inside TypeORM's wrapper; undefined for any other error. */
export function databaseCode(error: unknown): string | undefined {
  const code = field(error, 'code') ?? field(field(error, 'driverError'), 'code');
  return typeof code === 'string' ? code : undefined;
}

/** Whether a transaction lost a race and may simply be tried again. */
export function isRetryable(error: unknown): boolean {
  return CONFLICT.has(databaseCode(error) ?? '');
}

/** Whether the database could not be reached or could not serve at this moment. */
export function isDatabaseGone(error: unknown): boolean {
  const code = databaseCode(error);
  if (code !== undefined && (UNAVAILABLE.test(code) || (NETWORK.has(code) && isSystemCall(error)))) return true;
  const message = field(error, 'message');
  return typeof message === 'string' && DRIVER.test(message);
}

/** 503 with Retry-After: the database cannot serve at this moment. */
export function databaseUnavailable(cause?: unknown): Problem {
  return new Problem(
    {
      status: 503,
      code: 'databaseUnavailable',
      detail: {
        zh: '数据库暂时不可用，请稍后重试。',
        en: 'The database cannot be reached at the moment: try again shortly.',
      },
      headers: { 'retry-after': '2' },
    },
    cause,
  );
}

/** 503 with Retry-After: too much at the same moment. */
export function tooBusy(cause?: unknown): Problem {
  return new Problem(
    {
      status: 503,
      code: 'busy',
      detail: { zh: '系统繁忙，请稍后重试。', en: 'Too many changes at the same moment: try again shortly.' },
      headers: { 'retry-after': '2' },
    },
    cause,
  );
}

/** The problem of a database error; undefined when it is none, or one that only a fault of ours explains. */
export function databaseProblem(error: unknown): Problem | undefined {
  const code = databaseCode(error);
  if (code !== undefined && BAD_VALUE.has(code)) {
    return new Problem(
      {
        status: 400,
        code: 'valueNotStorable',
        detail: { zh: '请求中有无法保存的值。', en: 'The request holds a value that cannot be stored.' },
      },
      error,
    );
  }
  if (isRetryable(error)) return tooBusy(error);
  return isDatabaseGone(error) ? databaseUnavailable(error) : undefined;
}

// A file that is missing also raises ENOENT; only a socket's call means the database.
function isSystemCall(error: unknown): boolean {
  const inner = field(error, 'driverError') ?? error;
  const call = field(inner, 'syscall');
  if (typeof call === 'string')
    return /^(connect|read|write|getaddrinfo|send|recv)/.test(call) && field(inner, 'path') === undefined;
  // Several addresses were tried: the error holds one per address.
  return Array.isArray(field(inner, 'errors'));
}
