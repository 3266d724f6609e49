import type { DataSource } from 'typeorm';
import { statement } from '../../platform/database.js';

const sql = { name: 'find-case', text: 'select id from case_file where id::text = $1 or number = $1' };

/** The id of a case, given its id or its number; null when there is none. */
export async function findCase(ds: DataSource, name: string): Promise<string | null> {
  const rows = await statement<{ id: string }>(ds, sql, [name]);
  return rows[0]?.id ?? null;
}
