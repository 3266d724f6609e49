import type { DataSource } from 'typeorm';
import { openOffice } from '../admin/open-office.js';
import { bySystem } from '../cases/by-system.js';
import { LeasedLoop } from '../engine/leased-loop.js';
import { countCases } from '../engine/ledger/manifest.js';
import { rootOf } from '../engine/ledger/tree.js';
import { casesCounted } from '../engine/store/case-heads.js';
import type { Submit } from '../engine/submit.js';
import { statement } from '../platform/database.js';

/** The event that counts all cases. */
export const counted = 'office.casesCounted';

const LAST = {
  name: 'manifest-last',
  text: `select recorded_at > clock_timestamp() - interval '1 day' as fresh from ledger_entry
         where case_id = $1 and type = $2 order by version desc limit 1`,
};

/** Counts all cases once a day, and whenever somebody asks: an entry of the administration says how many there are, and which. */
export class Manifests extends LeasedLoop {
  constructor(
    private readonly database: DataSource,
    private readonly submit: Submit,
    report: (error: unknown) => void,
  ) {
    super(database, { name: 'manifests', everyMs: 60_000, leaseSeconds: 300, turn: () => this.countDaily() }, report);
  }

  /**
   * Counts now. Returns what was recorded; the first count again for a request that is repeated under its key. `sender`: who
   * asks for it.
   */
  async count(sender: string, key: string) {
    const body = await casesCounted(this.database, async (tree, heads) => {
      const { cases, root } = await countCases(heads);
      const treeRoot = rootOf(tree).toString('hex');
      return { size: tree.size, treeRoot, cases: String(cases), root: root.toString('hex') };
    });
    const envelope = { intent: bySystem(counted, body), sender, key, dryRun: false, same: counted };
    const outcome = await this.submit.record(await openOffice(this.submit), null, envelope);
    if (outcome.kind !== 'recorded') throw new Error(`the count of cases was not recorded: ${outcome.kind}`);
    return outcome;
  }

  private async countDaily(): Promise<false> {
    const [last] = await statement<{ fresh: boolean }>(this.database, LAST, [await openOffice(this.submit), counted]);
    if (!last?.fresh) await this.count('system', `counted:${new Date().toISOString()}`);
    return false;
  }
}
