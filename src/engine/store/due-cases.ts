import type { DataSource } from 'typeorm';
import { statement } from '../../platform/database.js';

/** $1 now or null, $2 how many at most, $3 cases to leave out. */
export const dueCasesSql = `
    select case_id from deadline
    where struck_at is null and due_at <= coalesce($1::timestamptz, statement_timestamp()) and case_id <> all($3::uuid[])
    group by case_id order by min(due_at) limit $2`;

const sql = { name: 'due-cases', text: dueCasesSql };

/**
 * Cases with clocks that have run out and not struck, longest overdue first, without those in `except`. `now` null: the
 * database's clock; clock_timestamp() is volatile and would read every armed clock instead of the index.
 */
export async function dueCases(
  ds: DataSource,
  now: string | null,
  limit: number,
  except: readonly string[] = [],
): Promise<string[]> {
  const rows = await statement<{ case_id: string }>(ds, sql, [now, limit, except]);
  return rows.map((row) => row.case_id);
}
