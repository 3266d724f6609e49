import type { DataSource } from 'typeorm';
import type { Answer, Asked, Fence } from '../engine/ports.js';
import { statement } from '../platform/database.js';

// By either tag while the tag key is rotated, as in held-elsewhere.ts.
// A sealed number is random: it stands in the entry that said it and in the part that keeps it, and nowhere else. So the
// entry tells which part a tag belongs to. Where an account number of a case may have been said:
const paths = `('account.number', 'number')`;

const sql = {
  name: 'stops-elsewhere',
  text: `
    with asked as (select * from unnest($1::int[], $2::uuid[], $3::text[]) as a(ord, case_id, part)),
    numbered as materialized (
      select a.ord, own_tag.tag from asked a
      join case_part own on own.case_id = a.case_id and own.part = a.part and own.kind = 'account'
      join personal p on p.case_id = a.case_id and p.path in ${paths} and p.retired_by is null
      join ledger_entry e on e.case_id = p.case_id and e.version = p.version
        and strpos(convert_from(e.entry, 'UTF8'), own.facts->>'number') > 0
      cross join lateral (values (p.tag), (p.next_tag)) as own_tag(tag)
      where own_tag.tag is not null),
    others as (
      select distinct n.ord, o.case_id, o.part, coalesce((o.facts->>'orders')::int, 0) as orders
      from numbered n join asked a on a.ord = n.ord
      cross join lateral (
        select case_id, version, path, retired_by from personal where tag = n.tag
        union all select case_id, version, path, retired_by from personal where next_tag = n.tag) as p
      join case_file c on c.id = p.case_id and not c.exercise
      join ledger_entry e on e.case_id = p.case_id and e.version = p.version
      join case_part o on o.case_id = p.case_id and o.kind = 'account' and o.state <> '"annulled"'
        and strpos(convert_from(e.entry, 'UTF8'), o.facts->>'number') > 0
      where (o.case_id, o.part) <> (a.case_id, a.part) and p.path in ${paths} and p.retired_by is null
        and not exists (select from case_file own where own.id = a.case_id and own.exercise))
    select coalesce((select sum(orders) from others o where o.ord = asked.ord), 0)::int as orders,
      (select coalesce(json_agg(json_build_object('name', n.name, 'seen', coalesce(f.version, 0))), '[]')
        from (select distinct 'stops:' || left(encode(sha256(tag), 'hex'), 4) as name from numbered where ord = asked.ord) n
        left join fence f on f.name = n.name) as fences
    from asked order by ord`,
};

/**
 * Answers `stopsElsewhere`: how often the same account, by the sealed tag of its number, was ordered to be stopped under
 * another part of this case or in another case (银发〔2016〕86号: twice at most). A drill neither counts nor is counted.
 * The fence lets no third order through beside a second of the same instant.
 */
export function stopsElsewhere(ds: DataSource) {
  return async (asked: readonly Asked[]): Promise<Answer[]> => {
    const rows = await statement<{ orders: number; fences: Fence[] }>(ds, sql, [
      asked.map((_, ord) => ord),
      asked.map(({ caseId }) => caseId),
      asked.map(({ question }) => String(question.about)),
    ]);
    return rows.map(({ orders, fences }) => ({ value: orders, fences }));
  };
}
