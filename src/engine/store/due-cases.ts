import type { DataSource } from 'typeorm';
import { statement } from '../../platform/database.js';

const sql = {
  name: 'due-cases',
  text: `
    select case_id from deadline
    where struck_at is null and due_at <= coalesce($1::timestamptz, clock_timestamp())
    group by case_id order by min(due_at) limit $2`,
};

/** Cases with clocks that have run out and not struck, longest overdue first. `now` null: the database's clock. */
export async function dueCases(ds: DataSource, now: string | null, limit: number): Promise<string[]> {
  const rows = await statement<{ case_id: string }>(ds, sql, [now, limit]);
  return rows.map((row) => row.case_id);
}
