import type { DataSource } from 'typeorm';
import type { Answer, Asked } from '../engine/ports.js';
import { findCase } from '../engine/store/find-case.js';
import { statement } from '../platform/database.js';
import { isLead } from './definitions.js';

// One fence for all links: a circle may close through cases that have nothing in common, and links are rare.
const fence = 'links';

const sql = {
  name: 'links-on',
  text: `
    with recursive chain as (
      select $1::uuid as id
      union
      select further.id from chain
      join case_part p on p.case_id = chain.id and (p.part = 'lead-1' or p.kind = 'transfer')
      cross join lateral (
        select (link->'to'->>'id')::uuid as id from jsonb_array_elements(coalesce(p.facts->'links', '[]'::jsonb)) as link
        union all
        select (p.facts->'into'->>'id')::uuid where p.kind = 'transfer' and p.state->>'course' <> 'refused') as further
      where further.id is not null),
    carrier as (
      select $1::uuid as id
      union
      select (p.facts->'links'->-1->'to'->>'id')::uuid from carrier
      join case_file c on c.id = carrier.id and c.phase = 'linked'
      join case_part p on p.case_id = c.id and p.part = 'lead-1')
    select exists (select from chain where id = $2) as circle,
      exists (select from carrier join case_file c on c.id = carrier.id and c.phase in ('cleared', 'settled')) as ended,
      (select exercise from case_file where id = $1) as exercise,
      coalesce((select version from fence where name = $3), 0)::int as seen`,
};

/**
 * Answers `link`: the lead of that id or number, whether its own links, or merges under way, lead back to the asking case;
 * where it is so, that it, or the one that carries it on, is closed or cleared (`ended`), and that it is a drill. Null for
 * none. The fence lets no two links of the same instant close a circle.
 */
export function otherLead(ds: DataSource) {
  return (asked: readonly Asked[]): Promise<Answer[]> =>
    Promise.all(
      asked.map(async ({ question, caseId }): Promise<Answer> => {
        const found = await findCase(ds, String(question.about));
        if (!found || !isLead(found.definition)) return { value: null, fences: [] };
        const [row] = await statement<{ circle: boolean; ended: boolean; exercise: boolean; seen: number }>(ds, sql, [
          found.id,
          caseId,
          fence,
        ]);
        const { id, number } = found;
        const value = {
          id,
          number,
          circle: row?.circle === true,
          ...(row?.ended ? { ended: true } : {}),
          ...(row?.exercise ? { exercise: true } : {}),
        };
        return { value, fences: [{ name: fence, seen: row?.seen ?? 0 }] };
      }),
    );
}
