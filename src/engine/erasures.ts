import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Actor } from './definition/index.js';
import type { EnginePorts } from './ports.js';
import { type DueErasure, dueErasures } from './store/due-erasures.js';
import { giveLease, takeLease } from './store/take-lease.js';
import type { Submit } from './submit.js';

const everyMs = 60_000;
const leaseSeconds = 120;
const page = 100;

const system: Actor = { account: 'system', role: 'system', org: { code: 'system', kind: 'system' } };

/**
 * Cases whose `eraseAt` has come → `submit`. The erasure is an entry of the case, and the statement that writes it
 * destroys the case's key and deletes its masks and tags: there is no moment in which one is done and not the other.
 * One server at a time looks (a leased row); were two to look, the second would be told the data is gone.
 */
export class Erasures {
  private readonly holder = randomUUID();
  private timer: NodeJS.Timeout | null = null;
  private round: Promise<unknown> = Promise.resolve();
  private stopping = false;

  constructor(
    private readonly ds: DataSource,
    private readonly submit: Submit,
    private readonly definition: EnginePorts['definition'],
    /** Hears of every failure; `caseId` when it is one case that cannot be erased. */
    private readonly report: (error: unknown, caseId?: string) => void,
    private readonly clock?: () => string,
  ) {}

  start(): void {
    this.stopping = false;
    const again = () => {
      this.round = this.eraseAll()
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
    await giveLease(this.ds, 'erasures', this.holder).catch(() => {});
  }

  /** Erases what is due now, if this server holds the lease. Returns the number of cases. */
  async eraseAll(): Promise<number> {
    let erased = 0;
    // Cases that cannot be erased: left out for this round, they do not stand before the others.
    const failed: string[] = [];
    while (!this.stopping && (await takeLease(this.ds, 'erasures', this.holder, leaseSeconds))) {
      const due = await dueErasures(this.ds, this.clock?.() ?? null, page, failed);
      const results = await Promise.allSettled(due.map((one) => this.erase(one)));
      for (const [i, result] of results.entries()) {
        if (result.status === 'fulfilled') erased++;
        else {
          failed.push(due[i]?.id ?? '');
          this.report(result.reason, due[i]?.id);
        }
      }
      // A page that is not full was the last.
      if (due.length < page) break;
    }
    return erased;
  }

  private async erase({ id, definition }: DueErasure): Promise<void> {
    const type = this.definition(definition).erasure;
    if (type === undefined) throw new Error(`${definition} foresees an erasure and has no event for it`);
    const intent = { type, raw: {}, acting: () => system, mayRecord: () => true };
    const envelope = { intent, sender: 'system', key: `erasure:${id}`, dryRun: false };
    const outcome = await this.submit.record(id, null, envelope);
    if (outcome.kind !== 'recorded') throw new Error(`personal data is due to be erased and is not: ${outcome.kind}`);
  }
}
