import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { giveLease, takeLease } from '../../engine/store/take-lease.js';
import { statement } from '../../platform/database.js';
import { Rounds } from '../../platform/rounds.js';
import type { Lockout } from './lockout.js';

const EVERY_MS = 600_000;
const LEASE = 'dead sessions';
const LEASE_SECONDS = 60;
const PAGE = 1_000;

// A day is kept, so that somebody who asks what happened still finds it.
const DELETE = {
  name: 'session-sweep',
  text: `delete from session where id in (
           select s.id from session s
           where least(s.expires_at, coalesce(s.ended_at, 'infinity'), s.last_used_at + make_interval(secs => $1))
                 < now() - interval '1 day'
           limit $2)
         returning id`,
};

/** Deletes the sessions that are over for a day, and the failed sign-ins that count no more. One server at a time (a leased row). */
export class SessionSweep {
  private readonly holder = randomUUID();
  private readonly rounds: Rounds;

  constructor(
    private readonly database: DataSource,
    private readonly lockout: Lockout,
    private readonly idleSeconds: number,
    report: (error: unknown) => void,
  ) {
    this.rounds = new Rounds(() => this.sweepAll(), EVERY_MS, report);
  }

  start(): void {
    this.rounds.start();
  }

  async stop(): Promise<void> {
    await this.rounds.stop();
    await giveLease(this.database, LEASE, this.holder).catch(() => {});
  }

  /** Deletes all that is due now, if this server holds the lease. Returns the number of sessions. */
  async sweepAll(): Promise<number> {
    let gone = 0;
    while (await takeLease(this.database, LEASE, this.holder, LEASE_SECONDS)) {
      await this.lockout.purge(PAGE);
      const rows = await statement(this.database, DELETE, [this.idleSeconds, PAGE]);
      gone += rows.length;
      if (rows.length < PAGE) break;
    }
    return gone;
  }
}
