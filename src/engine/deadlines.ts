import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { dueCases } from './store/due-cases.js';
import { giveLease, takeLease } from './store/take-lease.js';
import type { Submit } from './submit.js';

const everyMs = 1_000;
const leaseSeconds = 10;
const page = 500;

/**
 * Due rows → `submit`. One server at a time polls (a leased row); were two to poll, each clock would still take effect
 * once, since a strike is accepted only while its row is armed. After a restart everything overdue is found here.
 */
export class Deadlines {
  private readonly holder = randomUUID();
  private timer: NodeJS.Timeout | null = null;
  private round: Promise<unknown> = Promise.resolve();
  private stopping = false;

  constructor(
    private readonly ds: DataSource,
    private readonly submit: Submit,
    /** Hears of every failure; `caseId` when it is one case that cannot be struck. */
    private readonly report: (error: unknown, caseId?: string) => void,
    private readonly clock?: () => string,
  ) {}

  start(): void {
    this.stopping = false;
    const again = () => {
      this.round = this.strikeAll()
        .catch((error) => this.report(error))
        .finally(() => {
          if (this.timer) this.timer = setTimeout(again, everyMs);
        });
    };
    this.timer = setTimeout(again, 0);
  }

  /** Resolves when no round is under way any more and another server may take over. */
  async stop(): Promise<void> {
    this.stopping = true;
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    await this.round;
    // With the database gone there is nothing to give up: the lease ends by itself.
    await giveLease(this.ds, 'deadlines', this.holder).catch(() => {});
  }

  /** Strikes all that is due now, if this server holds the lease. Returns the number of cases. */
  async strikeAll(): Promise<number> {
    let struck = 0;
    // Cases that cannot be struck: left out for this round, they do not stand before the others.
    const failed: string[] = [];
    while (!this.stopping && (await takeLease(this.ds, 'deadlines', this.holder, leaseSeconds))) {
      const cases = await dueCases(this.ds, this.clock?.() ?? null, page, failed);
      const results = await Promise.allSettled(cases.map((id) => this.submit.strikeDue(id)));
      for (const [i, result] of results.entries()) {
        if (result.status === 'fulfilled') struck++;
        else {
          failed.push(cases[i] ?? '');
          this.report(result.reason, cases[i]);
        }
      }
      // A page that is not full was the last.
      if (cases.length < page) break;
    }
    return struck;
  }
}
