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

  constructor(
    private readonly ds: DataSource,
    private readonly submit: Submit,
    private readonly report: (error: unknown) => void,
    private readonly clock?: () => string,
  ) {}

  start(): void {
    const again = () => {
      this.round = this.strikeAll()
        .catch(this.report)
        .finally(() => {
          if (this.timer) this.timer = setTimeout(again, everyMs);
        });
    };
    this.timer = setTimeout(again, 0);
  }

  /** Resolves when no round is under way any more and another server may take over. */
  async stop(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    await this.round;
    // With the database gone there is nothing to give up: the lease ends by itself.
    await giveLease(this.ds, 'deadlines', this.holder).catch(() => {});
  }

  /** Strikes all that is due now, if this server holds the lease. Returns the number of cases. */
  async strikeAll(): Promise<number> {
    let struck = 0;
    while (await takeLease(this.ds, 'deadlines', this.holder, leaseSeconds)) {
      const cases = await dueCases(this.ds, this.clock?.() ?? null, page);
      const results = await Promise.allSettled(cases.map((id) => this.submit.strikeDue(id)));
      for (const result of results) if (result.status === 'rejected') this.report(result.reason);
      struck += results.filter((result) => result.status === 'fulfilled').length;
      // A page that is not full was the last; one whose every case failed would come back for ever.
      if (cases.length < page || results.every((result) => result.status === 'rejected')) break;
    }
    return struck;
  }
}
