import { hash } from 'node:crypto';
import type { Principal } from './principal.js';
import { MAX_TOKEN_LENGTH, type TokenClaims } from './tokens.js';

/** How old what we know of a caller may be, in milliseconds: an ended session or disabled account is refused after it. */
export const FRESH_MS = 5_000;

/** Tokens remembered at most; the one used longest ago goes first. */
const MOST_REMEMBERED = 10_000;

interface Remembered {
  readonly claims: TokenClaims;
  readAt: number;
  principal: Promise<Principal | undefined>;
}

/** What `Callers` asks of `Tokens` and `Sessions`. */
export interface CallerSources {
  verify(token: string): Promise<TokenClaims | undefined>;
  principal(session: string): Promise<Principal | undefined>;
}

/**
 * Who a bearer token stands for. A token is verified once and remembered by its SHA-256 until it expires; the person
 * behind it is read again from the database every `FRESH_MS`, by one query however many requests wait for it.
 */
export class Callers {
  private readonly remembered = new Map<string, Remembered>();

  constructor(
    private readonly sources: CallerSources,
    private readonly now: () => number = Date.now,
    private readonly most: number = MOST_REMEMBERED,
  ) {}

  /** The caller; undefined for a token that is not valid (any more). Rejects when the database cannot be asked. */
  async of(token: string): Promise<Principal | undefined> {
    if (token.length > MAX_TOKEN_LENGTH) return undefined;
    const key = hash('sha256', token, 'base64');
    const known = this.recall(key) ?? (await this.learn(key, token));
    if (!known) return undefined;
    const principal = await known.principal;
    if (!principal) this.remembered.delete(key);
    // The session's account is the one the token was made for; a difference would be a fault of ours.
    return principal?.account === known.claims.account ? principal : undefined;
  }

  /** Forgets a session at once on this server, so that its end need not wait for `FRESH_MS`. */
  forget(session: string): void {
    for (const [key, { claims }] of this.remembered) if (claims.session === session) this.remembered.delete(key);
  }

  /** The same for every session of an account: what it may do has changed. */
  forgetAccount(account: string): void {
    for (const [key, { claims }] of this.remembered) if (claims.account === account) this.remembered.delete(key);
  }

  private recall(key: string): Remembered | undefined {
    const known = this.remembered.get(key);
    if (!known) return undefined;
    // A Map keeps the order of insertion: putting it back makes it the youngest.
    this.remembered.delete(key);
    if (known.claims.expiresAt * 1000 <= this.now()) return undefined;
    if (this.now() - known.readAt >= FRESH_MS) this.read(key, known);
    this.remembered.set(key, known);
    return known;
  }

  private async learn(key: string, token: string): Promise<Remembered | undefined> {
    const claims = await this.sources.verify(token);
    if (!claims) return undefined;
    const known = { claims, readAt: 0, principal: Promise.resolve<Principal | undefined>(undefined) };
    this.read(key, known);
    this.remembered.set(key, known);
    const oldest = this.remembered.size > this.most ? this.remembered.keys().next().value : undefined;
    if (oldest !== undefined) this.remembered.delete(oldest);
    return known;
  }

  private read(key: string, known: Remembered): void {
    known.readAt = this.now();
    known.principal = this.sources.principal(known.claims.session);
    // A failed read is not remembered; those who wait for it hear of it.
    known.principal.catch(() => this.remembered.delete(key));
  }
}
