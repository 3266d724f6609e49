import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../../platform/problem.js';
import { isLoopback } from './address.js';

/** What the browser's part of the sign-in looks at of a request. */
export type BrowserRequest = Pick<FastifyRequest, 'headers' | 'method' | 'protocol' | 'host'> & {
  readonly socket: { readonly remoteAddress?: string | undefined };
};

/** Over TLS. `__Host-`: only this very host can set it, for all its paths, over TLS (RFC 6265bis, 4.1.3.2). */
export const SECURE_COOKIE = '__Host-lanjie';

/** On this machine without TLS, where a browser takes no `__Host-` cookie. */
export const LOCAL_COOKIE = 'lanjie';

/** The header that carries the token of `GET /auth/csrf`. */
export const CSRF_HEADER = 'x-csrf-token';

const localHost = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i;
const unsafe = /^(?!GET$|HEAD$|OPTIONS$)/;

/** Name and flags of the cookie for this request. Throws 403 where a cookie would travel unprotected. */
export function cookieFor(request: BrowserRequest): { readonly name: string; readonly flags: string } {
  const flags = 'Path=/; HttpOnly; SameSite=Strict';
  if (isSecure(request)) return { name: SECURE_COOKIE, flags: `${flags}; Secure` };
  if (!isOnThisMachine(request)) throw tlsRequired();
  return { name: LOCAL_COOKIE, flags };
}

/** The cookie's value as sent; undefined without one. Throws 400 when the name came twice: one was planted. */
export function sentCookie(request: BrowserRequest): string | undefined {
  const header = request.headers.cookie;
  // Where none would be given, none is believed.
  if (header === undefined || !(isSecure(request) || isOnThisMachine(request))) return undefined;
  const name = isSecure(request) ? SECURE_COOKIE : LOCAL_COOKIE;
  const values = header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  if (values.length > 1) throw cookieTwice();
  return values[0] === '' ? undefined : values[0];
}

/** Ties a token to a browser's session, for the header that a foreign page cannot set. */
export class Csrf {
  constructor(private readonly key: Buffer) {}

  /** The token of a session: the same as long as it lasts. */
  of(session: string): string {
    return createHmac('sha256', this.key).update(`lanjie csrf|${session}`).digest('base64url');
  }

  /** Throws 403 unless a request that may change something came from our own page, and bears the session's token. */
  check(request: BrowserRequest, session: string): void {
    if (!unsafe.test(request.method)) return;
    assertOwnPage(request);
    const sent = request.headers[CSRF_HEADER];
    if (typeof sent !== 'string' || !isEqual(sent, this.of(session))) throw csrfTokenMissing();
  }
}

/**
 * Throws 403 unless the browser says that our own page sent the request: by `Sec-Fetch-Site`, by `Origin`, and by both
 * where it sends both. A request that says neither is no browser's, and has no business with a cookie.
 */
export function assertOwnPage(request: BrowserRequest): void {
  const { origin, 'sec-fetch-site': site } = request.headers;
  const ownOrigin = origin === `${request.protocol}://${request.host}`;
  const isOwn = (site === undefined || site === 'same-origin') && (origin === undefined || ownOrigin);
  if (!isOwn || (site === undefined && origin === undefined)) throw foreignPage();
}

/** What the process, or a proxy that it trusts, says. */
function isOnThisMachine(request: BrowserRequest): boolean {
  const { forwarded, 'x-forwarded-for': from, 'x-forwarded-proto': proto } = request.headers;
  const isProxied = forwarded !== undefined || from !== undefined || proto !== undefined;
  return !isProxied && localHost.test(request.host) && isLoopback(request.socket.remoteAddress ?? '');
}

function isSecure(request: BrowserRequest): boolean {
  return request.protocol === 'https';
}

function isEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** 403: the cookie would be readable on its way. */
function tlsRequired(): Problem {
  return new Problem({
    status: 403,
    code: 'tlsRequired',
    detail: {
      zh: '浏览器会话要求 HTTPS。请以 https 访问；前面有代理的，请在 LANJIE_TRUSTED_PROXIES 中登记代理，并由它传递 X-Forwarded-Proto 与 X-Forwarded-Host。',
      en: 'A browser session needs HTTPS. Use an https address; behind a proxy, name it in LANJIE_TRUSTED_PROXIES and let it pass on X-Forwarded-Proto and X-Forwarded-Host.',
    },
  });
}

function cookieTwice(): Problem {
  return new Problem({
    status: 400,
    code: 'cookieTwice',
    detail: {
      zh: '会话 Cookie 重复，可能被其他网站植入。请清除本网站的 Cookie 后重新登录。',
      en: 'The session cookie came twice: another site may have planted one. Clear the cookies of this site and sign in again.',
    },
  });
}

function foreignPage(): Problem {
  return new Problem({
    status: 403,
    code: 'foreignPage',
    detail: {
      zh: '请求不是由本系统的页面发出的（Origin 或 Sec-Fetch-Site 不符），已拒绝。请在本系统的页面上操作。',
      en: 'The request was not sent by a page of this system (Origin or Sec-Fetch-Site) and was refused. Use the pages of this system.',
    },
  });
}

function csrfTokenMissing(): Problem {
  return new Problem({
    status: 403,
    code: 'csrfTokenMissing',
    detail: {
      zh: `缺少本会话的 ${CSRF_HEADER} 请求头。请先从 GET /auth/csrf 取得。`,
      en: `The header ${CSRF_HEADER} of this session is missing or wrong: fetch it from GET /auth/csrf.`,
    },
  });
}

/** 400: a header and a cookie may stand for two people. */
export function twoCredentials(): Problem {
  return new Problem({
    status: 400,
    code: 'twoCredentials',
    detail: {
      zh: '同一请求既有 Bearer 令牌又有会话 Cookie，请只用其中一种。',
      en: 'The request bears a token and a session cookie: use one of them.',
    },
  });
}

/** 409: only a browser's session has such a token. */
export function noBrowserSession(): Problem {
  return new Problem({
    status: 409,
    code: 'noBrowserSession',
    detail: {
      zh: '当前以 Bearer 令牌访问，不需要此令牌。',
      en: 'You come with a bearer token, which needs no such token.',
    },
  });
}
