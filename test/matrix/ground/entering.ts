import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { keyFile } from '../../../src/access/key-file.js';
import { Tokens } from '../../../src/access/tokens.js';

/** Lets people in without a password: a session as the house keeps it, and its token under the house's key. */
export class Entering {
  private readonly client: pg.Client;
  private readonly tokens: Tokens;

  constructor(client: pg.Client, home: string) {
    this.client = client;
    this.tokens = new Tokens(keyFile(home, 'token'));
  }

  /** A token of a new session, good for so many hours; below 0 it was good once. So are hours in which they count as proved. */
  async enter(account: string, hours = 8, proved = 8): Promise<{ readonly session: string; readonly token: string }> {
    const session = randomUUID();
    // In whole seconds, and some time ahead: what wants a fresh sign-in finds one however long the run takes.
    const { rows } = await this.client.query<{ at: string }>(
      `insert into session (id, account, issued_at, authenticated_at, last_used_at, expires_at)
       values ($1, $2, now(), date_trunc('second', now()) + make_interval(hours => $3), now() + interval '8 hours', now() + interval '8 hours')
       returning extract(epoch from authenticated_at) * 1000 as at`,
      [session, account, proved],
    );
    const authenticatedAt = Number(rows[0]?.at);
    const expiresAt = Math.floor(Date.now() / 1000) + hours * 3600;
    return { session, token: await this.tokens.issue('access', { account, session, authenticatedAt, expiresAt }) };
  }
}
