import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { giveLease, takeLease } from './store/take-lease.js';

/** Work that one server at a time does, again and again. */
export interface LoopWork {
  /** Name of the lease. */
  readonly name: string;
  readonly everyMs: number;
  readonly leaseSeconds: number;
  /** One turn under this fencing token. True: there is more to do at once. */
  turn(token: string, holder: string): Promise<boolean>;
}

/** What failed is not tried again at the pace of what succeeds: the log would be full of it. */
const AFTER_FAILURE_MS = 2_000;

/**
 * Goes round while this server holds a lease. The lease is renewed when half of it has passed, so that a loop with nothing
 * to do writes nothing; what a turn writes names the fencing token, so that nobody writes under a lease that was lost.
 */
export class LeasedLoop {
  readonly holder = randomUUID();
  private timer: NodeJS.Timeout | null = null;
  private round: Promise<unknown> = Promise.resolve();
  private stopping = false;
  private held: { readonly token: string; readonly renewAt: number } | null = null;

  constructor(
    private readonly ds: DataSource,
    private readonly work: LoopWork,
    private readonly report: (error: unknown) => void,
  ) {}

  start(): void {
    this.stopping = false;
    const again = () => {
      let pause = this.work.everyMs;
      this.round = this.runAll()
        .catch(async (error) => {
          await this.giveUp();
          pause = Math.max(pause, AFTER_FAILURE_MS);
          this.report(error);
        })
        .finally(() => {
          if (this.timer) this.timer = setTimeout(again, pause);
        });
    };
    this.timer = setTimeout(again, 0);
  }

  /** Resolves when no turn is under way any more and another server may take over. */
  async stop(): Promise<void> {
    this.stopping = true;
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    await this.round;
    await this.giveUp();
  }

  /** Another server may succeed where this one failed. */
  private async giveUp(): Promise<void> {
    this.held = null;
    // With the database gone there is nothing to give up: the lease ends by itself.
    await giveLease(this.ds, this.work.name, this.holder).catch(() => {});
  }

  /** Turns until there is nothing to do. False when another server holds the lease. */
  async runAll(): Promise<boolean> {
    while (!this.stopping) {
      const token = await this.lease();
      if (token === null) return false;
      if (!(await this.work.turn(token, this.holder))) return true;
    }
    return true;
  }

  private async lease(): Promise<string | null> {
    const now = performance.now();
    if (this.held && now < this.held.renewAt) return this.held.token;
    const { name, leaseSeconds } = this.work;
    const token = await takeLease(this.ds, name, this.holder, leaseSeconds);
    this.held = token === null ? null : { token, renewAt: now + (leaseSeconds * 1000) / 2 };
    return token;
  }
}
