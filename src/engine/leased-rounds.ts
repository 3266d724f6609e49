import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { giveLease, takeLease } from './store/take-lease.js';

/** Work that comes due with time, page by page. */
export interface DueWork<T> {
  /** Name of the lease: one server at a time does this work. */
  readonly name: string;
  readonly everyMs: number;
  readonly leaseSeconds: number;
  readonly page: number;
  /** What is due, longest first, without the cases in `except`. */
  due(page: number, except: readonly string[]): Promise<readonly T[]>;
  caseOf(one: T): string;
  act(one: T): Promise<unknown>;
}

/** Goes round what is due while this server holds the lease; what fails alone does not stand before the rest. */
export class LeasedRounds<T> {
  private readonly holder = randomUUID();
  private timer: NodeJS.Timeout | null = null;
  private round: Promise<unknown> = Promise.resolve();
  private stopping = false;

  constructor(
    private readonly ds: DataSource,
    private readonly work: DueWork<T>,
    /** Hears of every failure; `caseId` when it is one case that failed. */
    private readonly report: (error: unknown, caseId?: string) => void,
  ) {}

  start(): void {
    this.stopping = false;
    const again = () => {
      this.round = this.runAll()
        .catch((error) => this.report(error))
        .finally(() => {
          if (this.timer) this.timer = setTimeout(again, this.work.everyMs);
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
    await giveLease(this.ds, this.work.name, this.holder).catch(() => {});
  }

  /** Does all that is due now, if this server holds the lease. Returns how many succeeded. */
  async runAll(): Promise<number> {
    const { name, leaseSeconds, page } = this.work;
    let done = 0;
    const failed: string[] = [];
    while (!this.stopping && (await takeLease(this.ds, name, this.holder, leaseSeconds))) {
      const due = await this.work.due(page, failed);
      done += await this.actOn(due, failed);
      // A page that is not full was the last.
      if (due.length < page) break;
    }
    return done;
  }

  private async actOn(due: readonly T[], failed: string[]): Promise<number> {
    const acted = due.map((one) =>
      this.work.act(one).then(
        () => true,
        (error) => {
          failed.push(this.work.caseOf(one));
          this.report(error, this.work.caseOf(one));
          return false;
        },
      ),
    );
    return (await Promise.all(acted)).filter((succeeded) => succeeded).length;
  }
}
