import type { DataSource } from 'typeorm';
import { statement } from '../platform/database.js';

const sql = {
  name: 'left-behind',
  text: `
    select count(*)::int as leads from case_file c join case_part p on p.case_id = c.id and p.part = 'lead-1'
    where c.closed_at is null and (p.facts->>'owner' = $1 or p.facts->>'stationOwner' = $1)`,
};

/** For how many open leads this account answers; whoever administers sees no more of them. */
export async function leftBehind(ds: DataSource, account: string): Promise<{ leads: number }> {
  const [row] = await statement<{ leads: number }>(ds, sql, [account]);
  return { leads: row?.leads ?? 0 };
}
