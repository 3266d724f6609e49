import type { DataSource } from 'typeorm';
import type { Actor } from './definition/index.js';
import { LeasedRounds } from './leased-rounds.js';
import type { EnginePorts } from './ports.js';
import { type DueErasure, dueErasures } from './store/due-erasures.js';
import type { Submit } from './submit.js';

const system: Actor = { account: 'system', role: 'system', org: { code: 'system', kind: 'system' } };

/**
 * Cases whose `eraseAt` has come → `submit`. The erasure is an entry of the case, and the statement that writes it
 * destroys the case's key and deletes its masks and tags: there is no moment in which one is done and not the other.
 * One server at a time looks (a leased row); were two to look, the second would be told the data is gone.
 */
export class Erasures extends LeasedRounds<DueErasure> {
  constructor(
    ds: DataSource,
    submit: Submit,
    definition: EnginePorts['definition'],
    report: (error: unknown, caseId?: string) => void,
    clock?: () => string,
  ) {
    const work = {
      name: 'erasures',
      everyMs: 60_000,
      leaseSeconds: 120,
      page: 100,
      due: (page: number, except: readonly string[]) => dueErasures(ds, clock?.() ?? null, page, except),
      caseOf: ({ id }: DueErasure) => id,
      act: (one: DueErasure) => erase(submit, definition, one),
    };
    super(ds, work, report);
  }

  /** Erases what is due now, if this server holds the lease. Returns the number of cases. */
  eraseAll(): Promise<number> {
    return this.runAll();
  }
}

async function erase(submit: Submit, definitionOf: EnginePorts['definition'], one: DueErasure): Promise<void> {
  const type = definitionOf(one.definition).erasure;
  if (type === undefined) throw new Error(`${one.definition} foresees an erasure and has no event for it`);
  const intent = { type, raw: {}, acting: () => system, scope: null, mayRecord: () => true };
  const envelope = { intent, sender: 'system', key: `erasure:${one.id}`, dryRun: false };
  const outcome = await submit.record(one.id, null, envelope);
  if (outcome.kind !== 'recorded') throw new Error(`personal data is due to be erased and is not: ${outcome.kind}`);
}
