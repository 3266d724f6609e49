import { createHmac } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { statement } from '../../platform/database.js';
import type { Policy } from './limit-table.js';

/** What was granted out of a window, and how the window stands. */
export interface Lot {
  readonly granted: number;
  /** Left to whoever asks next, here or at another server. */
  readonly left: number;
  /** Until the window ends, in milliseconds. */
  readonly endsInMs: number;
}

/** Where permits come from. */
export interface PermitSource {
  lot(policy: Policy, subject: string): Promise<Lot>;
}

/** A lot is this part of what is left: servers that stop asking strand little, and the last permits go one by one. */
const SHARE = 16;

// The row may stand one window ahead of a statement that waited for it; any further off, and the clock was set.
const taken = `case when r.window_ends between excluded.window_ends and excluded.window_ends + make_interval(secs => $3)
  then r.taken else 0 end`;
const lotOf = (base: string) => `greatest(0, least($5, $4 - (${base}), greatest(1, ($4 - (${base})) / $6)))::int`;

const TAKE = {
  name: 'limit-take',
  text: `
    insert into rate_limit as r (policy, subject, window_ends, taken, granted)
    select $1, $2, to_timestamp((floor(extract(epoch from clock_timestamp()) / $3::int) + 1) * $3::int),
      ${lotOf('0')}, ${lotOf('0')}
    on conflict (policy, subject) do update set
      window_ends = greatest(excluded.window_ends, case when ${taken} > 0 then r.window_ends end),
      taken = ${taken} + ${lotOf(taken)},
      granted = ${lotOf(taken)}
    returning granted, greatest(0, $4 - taken) as left, extract(epoch from window_ends - clock_timestamp())::float8 * 1000 as ends_in`,
};

const SWEEP = {
  name: 'limit-sweep',
  text: `delete from rate_limit where (policy, subject) in (
           select policy, subject from rate_limit where window_ends < now() - interval '1 minute' limit 5000 for update skip locked)`,
};

/** The counters in the database: one row a limit and subject. What it grants to all servers together is never above the limit. */
export class PermitRows implements PermitSource {
  /** `key`: the same at every server of the database. */
  constructor(
    private readonly database: DataSource,
    private readonly key: Buffer,
  ) {}

  async lot(policy: Policy, subject: string): Promise<Lot> {
    const { name, quota, seconds, exact } = policy;
    const values = [name, this.nameless(subject), seconds, quota, exact ? 1 : quota, SHARE];
    const [row] = await statement<{ granted: number; left: number; ends_in: number }>(this.database, TAKE, values);
    if (!row) throw new Error('a limit was asked for and not answered');
    return { granted: row.granted, left: row.left, endsInMs: row.ends_in };
  }

  /** Removes some of the rows whose window has passed. */
  async sweep(): Promise<void> {
    await statement(this.database, SWEEP, []);
  }

  private nameless(subject: string): string {
    return createHmac('sha256', this.key).update(subject).digest('base64url').slice(0, 22);
  }
}
