import type { DataSource } from 'typeorm';
import { statement } from '../../platform/database.js';

const sql = {
  name: 'due-erasures',
  text: `
    select id, definition from case_file
    where erase_at <= coalesce($1::timestamptz, clock_timestamp()) and id <> all($3::uuid[])
    order by erase_at limit $2`,
};

/** A case whose personal data has been kept long enough. */
export interface DueErasure {
  readonly id: string;
  /** `name@version`. */
  readonly definition: string;
}

/** Cases whose personal data is to be erased by now, longest due first, but these. `now` null: the database's clock. */
export function dueErasures(
  ds: DataSource,
  now: string | null,
  limit: number,
  except: readonly string[],
): Promise<DueErasure[]> {
  return statement<DueErasure>(ds, sql, [now, limit, except]);
}
