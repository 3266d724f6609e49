import type { DataSource } from 'typeorm';
import type { KeyProvider } from '../access/sealing/index.js';
import { statement } from '../platform/database.js';
import { StartError } from '../platform/start-error.js';

const newest = { name: 'newest-case-key', text: 'select case_id, wrapped from case_key order by case_id desc limit 1' };

/**
 * Throws `StartError` when the cases of this database are sealed under other keys than these: such a server could open
 * no case, would seal new ones out of everybody else's reach, and would know no repeated request again.
 */
export async function assertKeysFit(ds: DataSource, keys: KeyProvider): Promise<void> {
  const [row] = await statement<{ case_id: string; wrapped: Buffer }>(ds, newest, []);
  if (!row) return;
  try {
    keys.unwrap(row.wrapped, row.case_id);
  } catch (cause) {
    throw new StartError(
      'The cases in this database are sealed under other keys: bring the folder `keys` of the home they were made with to LANJIE_HOME.',
      { cause },
    );
  }
}
