import { errors, jwtVerify, SignJWT } from 'jose';

const ALGORITHM = 'HS256';
const ISSUER = 'lanjie';

/**
 * What a token is for; none passes for another. `access`: bearer of requests. `refresh`: gives the next pair, once.
 * `browser`: a browser's cookie. `ticket`, `browserTicket`: the password was right, the second factor is still to come.
 */
export type TokenKind = 'access' | 'refresh' | 'browser' | 'ticket' | 'browserTicket';

const audiences: Readonly<Record<TokenKind, string>> = {
  access: 'lanjie-api',
  refresh: 'lanjie-refresh',
  browser: 'lanjie-browser',
  ticket: 'lanjie-second-step',
  browserTicket: 'lanjie-browser-second-step',
};

/** How long an access token lasts, in seconds. */
export const TOKEN_SECONDS = 15 * 60;

/** Longest text looked at as a token; ours have about 330 characters. */
export const MAX_TOKEN_LENGTH = 2048;

/** What a token says. */
export interface TokenClaims {
  readonly account: string;
  /** The session; of a ticket: the one it is to open. */
  readonly session: string;
  /** When the person proved who they are, in milliseconds of the database's clock. */
  readonly authenticatedAt: number;
  /** Until when it is good, in seconds of the database's clock. */
  readonly expiresAt: number;
  /** Of a refresh token: how many came before it. */
  readonly number?: number;
}

/**
 * Makes and reads tokens (JWT, RFC 7519), algorithm fixed to HS256 under a 256-bit key: nobody but the servers that share
 * the key has to check one, and an HMAC is checked many times faster than a signature. It knows no clock: whoever reads a
 * token holds `expiresAt` against the database's, so that no server's clock makes a token last longer.
 */
export class Tokens {
  constructor(private readonly key: Uint8Array) {}

  async issue(kind: TokenKind, claims: TokenClaims): Promise<string> {
    const { account, session, authenticatedAt, expiresAt, number } = claims;
    const says = { sid: session, auth_time: authenticatedAt / 1000, ...(number === undefined ? {} : { n: number }) };
    return new SignJWT(says)
      .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
      .setSubject(account)
      .setIssuer(ISSUER)
      .setAudience(audiences[kind])
      .setExpirationTime(expiresAt)
      .sign(this.key);
  }

  /** What the token says; undefined when it is of another kind or algorithm, tampered with or not ours. It may have expired. */
  async read(kind: TokenKind, token: string): Promise<TokenClaims | undefined> {
    if (token.length > MAX_TOKEN_LENGTH) return undefined;
    try {
      const { payload } = await jwtVerify(token, this.key, {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        audience: audiences[kind],
        typ: 'JWT',
        requiredClaims: ['sub', 'sid', 'exp', 'auth_time'],
        currentDate: new Date(0),
      });
      const { sub, sid, exp, auth_time: time, n } = payload;
      if (sub === undefined || exp === undefined || typeof sid !== 'string' || typeof time !== 'number')
        return undefined;
      return {
        account: sub,
        session: sid,
        authenticatedAt: Math.round(time * 1000),
        expiresAt: exp,
        ...(typeof n === 'number' ? { number: n } : {}),
      };
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }
}
