import type { DataSource } from 'typeorm';
import type { Answerer } from '../access/directory.js';
import { statement } from '../platform/database.js';

// The newest checkpoint alone: what an older one covered and this one does not was lost with a backup.
const sql = {
  name: 'approval-proved',
  text: `
    select asked.place, coalesce(s.index < (select c.size from checkpoint c, tree_head h where c.size <= h.size order by c.id desc limit 1), false) as proved
    from unnest($1::uuid[], $2::text[]) with ordinality as asked(case_id, part, place)
    cross join lateral (
      select version from ledger_entry e
      where e.case_id = asked.case_id and e.type = 'return.approved' and e.part = asked.part
      order by version desc limit 1) e
    join sequence s on s.case_id = asked.case_id and s.version = e.version`,
};

/** Answers `approvalProved` (about the part of a return): whether the entry that approved it last is covered by a signed checkpoint. */
export function approvalProved(ds: DataSource): Answerer {
  return async (asked) => {
    const cases = asked.map(({ caseId }) => caseId);
    const parts = asked.map(({ question }) => (typeof question.about === 'string' ? question.about : null));
    const rows = await statement<{ place: string; proved: boolean }>(ds, sql, [cases, parts]);
    const proved = new Set(rows.filter((row) => row.proved).map(({ place }) => Number(place) - 1));
    return asked.map((_, place) => proved.has(place));
  };
}
