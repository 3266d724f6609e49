import { errors, jwtVerify, SignJWT } from 'jose';

const ALGORITHM = 'HS256';
const ISSUER = 'lanjie';
const AUDIENCE = 'lanjie-api';

/** How long a token lasts, in seconds: a shift of eight hours. */
export const TOKEN_SECONDS = 8 * 60 * 60;

/** Longest text looked at as a token; ours have about 280 characters. */
export const MAX_TOKEN_LENGTH = 2048;

/** What a token says: who, which session, and until when (seconds since the epoch). */
export interface TokenClaims {
  readonly account: string;
  readonly session: string;
  readonly expiresAt: number;
}

/**
 * Makes and checks access tokens (JWT, RFC 7519), algorithm fixed to HS256 under a 256-bit key: nobody but the servers
 * that share the key has to check one, and an HMAC is checked many times faster than a signature. `now` in milliseconds.
 */
export class Tokens {
  constructor(
    private readonly key: Uint8Array,
    private readonly now: () => number = Date.now,
  ) {}

  /** A token for this session that lasts `TOKEN_SECONDS`. */
  async issue(account: string, session: string): Promise<string> {
    const issuedAt = Math.floor(this.now() / 1000);
    return new SignJWT({ sid: session })
      .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
      .setSubject(account)
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + TOKEN_SECONDS)
      .sign(this.key);
  }

  /** What the token says; undefined when it is expired, of another algorithm, tampered with or not ours. */
  async verify(token: string): Promise<TokenClaims | undefined> {
    if (token.length > MAX_TOKEN_LENGTH) return undefined;
    try {
      const { payload } = await jwtVerify(token, this.key, {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        audience: AUDIENCE,
        typ: 'JWT',
        requiredClaims: ['sub', 'sid', 'exp'],
        currentDate: new Date(this.now()),
      });
      const { sub, sid, exp } = payload;
      if (sub === undefined || exp === undefined || typeof sid !== 'string') return undefined;
      return { account: sub, session: sid, expiresAt: exp };
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }
}
