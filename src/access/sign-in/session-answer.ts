import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Csrf, cookieFor, sentCookie } from './browser.js';
import type { Entered, SignedIn, SignIn } from './sign-in.js';

/** What a browser is told; its token is in the cookie. */
export interface BrowserSignedIn {
  readonly csrfToken: string;
  /** Seconds, if it is used meanwhile. */
  readonly expiresIn: number;
  readonly due: SignedIn['due'];
}

/** What makes tokens, and ties them to pages. */
export interface Tokening {
  readonly signIn: SignIn;
  readonly csrf: Csrf;
}

/** The session as the request came: in the cookie for a browser, as tokens for everybody else. */
export function asItCame(
  tokening: Tokening,
  entered: Entered,
  request: FastifyRequest,
  response: FastifyReply,
): Promise<SignedIn | BrowserSignedIn> {
  return sentCookie(request) === undefined
    ? tokening.signIn.bearer(entered)
    : inCookie(tokening, entered, request, response);
}

/** The session in a browser's cookie. */
export async function inCookie(
  { signIn, csrf }: Tokening,
  entered: Entered,
  request: FastifyRequest,
  response: FastifyReply,
): Promise<BrowserSignedIn> {
  const { name, flags } = cookieFor(request);
  const { id, now, expiresAt } = entered.session;
  const expiresIn = Math.floor((expiresAt - now) / 1000);
  response.header('set-cookie', `${name}=${await signIn.cookie(entered)}; ${flags}; Max-Age=${expiresIn}`);
  return { csrfToken: csrf.of(id), expiresIn, due: entered.due };
}
