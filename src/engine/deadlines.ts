import type { DataSource } from 'typeorm';
import { LeasedRounds } from './leased-rounds.js';
import { dueCases } from './store/due-cases.js';
import type { Submit } from './submit.js';

/**
 * Due rows → `submit`. One server at a time polls (a leased row); were two to poll, each clock would still take effect
 * once, since a strike is accepted only while its row is armed. After a restart everything overdue is found here.
 */
export class Deadlines extends LeasedRounds<string> {
  constructor(ds: DataSource, submit: Submit, report: (error: unknown, caseId?: string) => void, clock?: () => string) {
    const work = {
      name: 'deadlines',
      everyMs: 1_000,
      leaseSeconds: 10,
      page: 500,
      due: (page: number, except: readonly string[]) => dueCases(ds, clock?.() ?? null, page, except),
      caseOf: (id: string) => id,
      act: (id: string) => submit.strikeDue(id),
    };
    super(ds, work, report);
  }

  /** Strikes all that is due now, if this server holds the lease. Returns the number of cases. */
  strikeAll(): Promise<number> {
    return this.runAll();
  }
}
