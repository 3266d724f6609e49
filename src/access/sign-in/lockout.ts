import { createHmac } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { statement } from '../../platform/database.js';

/** Failures in a row, from one address, after which an account waits there. */
export const FREE_FAILURES = 5;

/** Failures in a row from all addresses together after which an account waits at every address it does not know. */
export const FREE_FAILURES_ANYWHERE = 100;

const FIRST_WAIT_SECONDS = 30;
const LONGEST_WAIT_SECONDS = 900;
const KNOWN_DAYS = 30;

// Everywhere: an empty address.
const ANYWHERE = `''::bytea`;

const waits = (row: string, free: number): string =>
  `${row}.failures >= ${free} and ${row}.last_at > now() - make_interval(secs =>
     least(${LONGEST_WAIT_SECONDS}, ${FIRST_WAIT_SECONDS} * power(2, least(${row}.failures - ${free}, 10))))`;

// A day without a failure forgets those before.
const ONE_MORE = `case when t.last_at < now() - interval '1 day' then 1 else t.failures + 1 end`;

const WAITING = `
  exists (select from sign_in_attempt h where h.account = $1 and h.address = $2
    and ${waits('h', FREE_FAILURES)})
  or exists (select from sign_in_attempt w where w.account = $1 and w.address = ${ANYWHERE}
    and ${waits('w', FREE_FAILURES_ANYWHERE)})
  and not exists (select from sign_in_attempt k where k.account = $1 and k.address = $2
    and k.succeeded_at > now() - interval '${KNOWN_DAYS} days')`;

const PEEK = { name: 'sign-in-waiting', text: `select ${WAITING} as waiting` };

// While it waits nothing is counted: whoever goes on knocking makes nobody wait longer.
const FAILED = {
  name: 'sign-in-failed',
  text: `
    with here as (
      insert into sign_in_attempt as t (account, address, failures, last_at)
      select $1, $2, 1, now() where not (${WAITING})
      on conflict (account, address) do update set failures = ${ONE_MORE}, last_at = now()
        where not (${waits('t', FREE_FAILURES)})
      returning account)
    insert into sign_in_attempt as t (account, address, failures, last_at)
    select account, ${ANYWHERE}, 1, now() from here
    on conflict (account, address) do update set failures = ${ONE_MORE}, last_at = now()`,
};

const SUCCEEDED = {
  name: 'sign-in-succeeded',
  text: `
    with here as (
      insert into sign_in_attempt as t (account, address, failures, last_at, succeeded_at)
      select $1, $2, 0, now(), now() where not (${WAITING})
      on conflict (account, address) do update set failures = 0, last_at = now(), succeeded_at = now()
        where not (${waits('t', FREE_FAILURES)})
      returning account),
    anywhere as (
      delete from sign_in_attempt where address = ${ANYWHERE} and account in (select account from here))
    select true as allowed from here`,
};

const LIFT = { name: 'sign-in-lift', text: 'delete from sign_in_attempt where account = $1' };

const PURGE = {
  name: 'sign-in-purge',
  text: `delete from sign_in_attempt where (account, address) in (
           select account, address from sign_in_attempt
           where last_at < now() - interval '1 day' and coalesce(succeeded_at, last_at) < now() - interval '${KNOWN_DAYS} days'
              or last_at < now() - interval '1 day' and succeeded_at is null
           limit $1)`,
};

/**
 * Lets nobody try passwords or codes without end, and nobody lock somebody else out. After five failures in a row an
 * account waits at the address they came from: 30 seconds, then twice as long each time, 15 minutes at most. Only after a
 * hundred, from wherever they came, it waits also where it is not known: an address from which it signed in within 30
 * days is left alone. What is right sets the count to nothing; every wait ends by itself. Counted in the database, in the
 * order in which it hears of them: whatever the number of servers, no further guess counts as right once an account waits.
 */
export class Lockout {
  constructor(
    private readonly database: DataSource,
    /** Keys the hashes under which accounts and addresses are counted. */
    private readonly key: Buffer,
  ) {}

  /** Whether this account has to wait at this address. */
  async waits(account: string, address: string): Promise<boolean> {
    const [row] = await statement<{ waiting: boolean }>(this.database, PEEK, this.tags(account, address));
    return row?.waiting === true;
  }

  /** Counts a failure; while the account waits, nothing. */
  async failed(account: string, address: string): Promise<void> {
    await statement(this.database, FAILED, this.tags(account, address));
  }

  /** Forgets the failures; false while the account waits: then it counts for nothing that password and code were right. */
  async succeeded(account: string, address: string): Promise<boolean> {
    const rows = await statement(this.database, SUCCEEDED, this.tags(account, address));
    return rows.length > 0;
  }

  /** Lets an account wait no more, wherever its people come from. */
  async lift(account: string): Promise<void> {
    await statement(this.database, LIFT, [this.tag('account', account)]);
  }

  /** Deletes what is no longer needed, so many rows at most. */
  async purge(most: number): Promise<void> {
    await statement(this.database, PURGE, [most]);
  }

  private tags(account: string, address: string): [Buffer, Buffer] {
    return [this.tag('account', account), this.tag('address', address)];
  }

  private tag(kind: string, value: string): Buffer {
    return createHmac('sha256', this.key).update(`lanjie sign-in attempts|${kind}|${value}`).digest();
  }
}
