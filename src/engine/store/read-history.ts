import type { Run } from '../../platform/database.js';

/** One stored entry: its bytes as they were hashed. */
export interface StoredEntry {
  readonly version: number;
  readonly entry: Buffer;
  readonly leaf: Buffer;
}

const sql = {
  name: 'read-history',
  text: `
    select version, entry, leaf from ledger_entry
    where case_id = $1 and version > $2 and ($3::timestamptz is null or recorded_at <= $3) order by version limit $4`,
};

/**
 * The entries of a case after a version, in order; with `until`, only those recorded by then. `run`: a person's reading, or
 * the house's.
 */
export function readHistory(
  run: Run,
  caseId: string,
  options: { after?: number; until?: string | null; limit?: number } = {},
): Promise<StoredEntry[]> {
  return run<StoredEntry>(sql, [caseId, options.after ?? 0, options.until ?? null, options.limit ?? 100_000]);
}
