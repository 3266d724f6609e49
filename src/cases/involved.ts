import type { DataSource } from 'typeorm';
import { isObject, type Json } from '../engine/definition/index.js';
import type { Asked } from '../engine/ports.js';
import { statement } from '../platform/database.js';

const sql = {
  name: 'involved',
  text: `
    select asked.ord from unnest($1::int[], $2::uuid[], $3::text[], $4::jsonb[]) as asked(ord, case_id, account, roles)
    where exists (
      select from ledger_entry e
      where e.case_id = asked.case_id and e.actor = asked.account and e.type not like 'complaint.%'
        and (asked.roles is null or asked.roles ? e.role)
        and not (e.type = 'lead.alarmAcknowledged'
          and convert_from(e.entry, 'UTF8')::jsonb->'body'->>'of' like 'complaint-%'))`,
};

/**
 * Answers `involved` (about `{account, roles}`): whether this account recorded anything on the asking case, in one of these
 * roles where they are named; complaints and their alarms apart. What was revised, corrected or annulled since counts.
 */
export function involved(ds: DataSource) {
  return async (asked: readonly Asked[]): Promise<Json[]> => {
    const rows = await statement<{ ord: number }>(ds, sql, [
      asked.map((_, ord) => ord),
      asked.map(({ caseId }) => caseId),
      asked.map(({ question: { about } }) => (isObject(about) ? String(about['account']) : '')),
      asked.map(({ question: { about } }) =>
        isObject(about) && about['roles'] ? JSON.stringify(about['roles']) : null,
      ),
    ]);
    const found = new Set(rows.map((row) => row.ord));
    return asked.map((_, ord) => found.has(ord));
  };
}
