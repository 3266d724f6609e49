import type { DataSource } from 'typeorm';
import type { Json } from '../engine/definition/index.js';
import type { Asked } from '../engine/ports.js';
import { statement } from '../platform/database.js';

const sql = {
  name: 'involved',
  text: `
    select asked.ord from unnest($1::int[], $2::uuid[], $3::text[]) as asked(ord, case_id, account)
    where exists (
      select from ledger_entry e
      where e.case_id = asked.case_id and e.actor = asked.account and e.type not like 'complaint.%'
        and not (e.type = 'lead.alarmAcknowledged'
          and convert_from(e.entry, 'UTF8')::jsonb->'body'->>'of' like 'complaint-%'))`,
};

/** Answers `involved`: whether this account recorded anything on the asking case, complaints and their alarms apart. */
export function involved(ds: DataSource) {
  return async (asked: readonly Asked[]): Promise<Json[]> => {
    const rows = await statement<{ ord: number }>(ds, sql, [
      asked.map((_, ord) => ord),
      asked.map(({ caseId }) => caseId),
      asked.map(({ question }) => String(question.about)),
    ]);
    const found = new Set(rows.map((row) => row.ord));
    return asked.map((_, ord) => found.has(ord));
  };
}
