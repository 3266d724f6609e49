import { hash } from 'node:crypto';
import type { Principal } from './principal.js';
import type { Standing } from './sessions.js';
import { MAX_TOKEN_LENGTH, type TokenClaims } from './tokens.js';

/**
 * How old what we know of a caller may be, in milliseconds. An ended session is refused at once on the server that ended
 * it, and everywhere as soon as the database has told the others (`SessionEnds`); after this in any case.
 */
export const FRESH_MS = 5_000;

/** Tokens remembered at most; the one used longest ago goes first. */
const MOST_REMEMBERED = 10_000;

/** The two things by which somebody is known: a token in a header, or one in a cookie. */
export type CallerKind = 'access' | 'browser';

interface Remembered {
  readonly claims: TokenClaims;
  readAt: number;
  standing: Promise<Standing | undefined>;
}

/** What `Callers` asks of `Tokens` and `Sessions`. */
export interface CallerSources {
  verify(token: string, kind: CallerKind): Promise<TokenClaims | undefined>;
  standing(session: string): Promise<Standing | undefined>;
}

/**
 * Who a token stands for. It is verified once and remembered by its SHA-256; the person behind it is read again from the
 * database every `FRESH_MS`, by one query however many requests wait for it. `now` in milliseconds, of any origin: it only
 * says how long ago the database was asked.
 */
export class Callers {
  private readonly remembered = new Map<string, Remembered>();

  constructor(
    private readonly sources: CallerSources,
    private readonly now: () => number = () => performance.now(),
    private readonly most: number = MOST_REMEMBERED,
  ) {}

  /** The caller; undefined for a token that is not valid (any more). Rejects when the database cannot be asked. */
  async of(token: string, kind: CallerKind = 'access'): Promise<Principal | undefined> {
    if (token.length > MAX_TOKEN_LENGTH) return undefined;
    const key = keyOf(token, kind);
    const known = this.recall(key, kind) ?? (await this.learn(key, token, kind));
    if (!known) return undefined;
    const standing = await known.standing;
    // Never later than by the database's own clock: its answer was under way for a moment.
    if (standing && standing.now + (this.now() - known.readAt) < known.claims.expiresAt * 1000)
      return standing.principal;
    this.remembered.delete(key);
    return undefined;
  }

  /** Whether this token was valid here before and has not been forgotten since. */
  knows(token: string, kind: CallerKind): boolean {
    return token.length <= MAX_TOKEN_LENGTH && this.remembered.has(keyOf(token, kind));
  }

  /** Forgets a session at once on this server, so that its end need not wait for `FRESH_MS`. */
  forget(session: string): void {
    for (const [key, { claims }] of this.remembered) if (claims.session === session) this.remembered.delete(key);
  }

  /** The same for every session of an account: what it may do has changed. */
  forgetAccount(account: string): void {
    for (const [key, { claims }] of this.remembered) if (claims.account === account) this.remembered.delete(key);
  }

  /** Forgets everybody: what ended meanwhile may have gone unheard. */
  forgetAll(): void {
    this.remembered.clear();
  }

  private recall(key: string, kind: CallerKind): Remembered | undefined {
    const known = this.remembered.get(key);
    if (!known) return undefined;
    // A Map keeps the order of insertion: putting it back makes it the youngest.
    this.remembered.delete(key);
    if (this.now() - known.readAt >= FRESH_MS) this.read(key, known, kind);
    this.remembered.set(key, known);
    return known;
  }

  private async learn(key: string, token: string, kind: CallerKind): Promise<Remembered | undefined> {
    const claims = await this.sources.verify(token, kind);
    if (!claims) return undefined;
    const known = { claims, readAt: 0, standing: Promise.resolve<Standing | undefined>(undefined) };
    this.read(key, known, kind);
    this.remembered.set(key, known);
    const oldest = this.remembered.size > this.most ? this.remembered.keys().next().value : undefined;
    if (oldest !== undefined) this.remembered.delete(oldest);
    return known;
  }

  private read(key: string, known: Remembered, kind: CallerKind): void {
    known.readAt = this.now();
    const asked = this.sources.standing(known.claims.session);
    known.standing = asked.then((standing) => (standing && fits(known.claims, standing, kind) ? standing : undefined));
    // A failed read is not remembered; those who wait for it hear of it.
    known.standing.catch(() => this.remembered.delete(key));
  }
}

function keyOf(token: string, kind: CallerKind): string {
  return kind + hash('sha256', token, 'base64');
}

function fits(claims: TokenClaims, { principal, kind }: Standing, wanted: CallerKind): boolean {
  return (
    // Made before the person proved anew who they are, it must not gain what they gained.
    claims.authenticatedAt >= Date.parse(principal.authenticatedAt) &&
    (wanted === 'browser') === (kind === 'browser') &&
    // The session's account is the one the token was made for; a difference would be a fault of ours.
    claims.account === principal.account
  );
}
