import type { DataSource } from 'typeorm';
import type { Json } from '../engine/definition/index.js';
import type { Answer, Asked, Fence } from '../engine/ports.js';
import { statement } from '../platform/database.js';

// While the tag key is rotated an identity has two tags, and two rows match by either (docs/personal-data.md); the fences
// of both keys are asked for, so that a decision made under one key meets a decision made under the other.
// Not by `matchable`: that a customer was found legitimate is no reason to hold them a second time on one day.
// A fence's name keeps 16 bits of the tag: too few to tell a person by, so these rows need no erasure and stay at most
// 65,536; two customers behind one fence only cost a second decision when they are held in the same instant.
const sql = {
  name: 'held-elsewhere',
  text: `
    with asked as (select * from unnest($1::int[], $2::uuid[]) as a(ord, case_id)),
    tags as materialized (
      select * from unnest($3::int[], $4::bytea[]) as said(ord, tag)
      union
      select a.ord, own.tag from asked a
      join unnest($5::int[], $6::text[]) as w(ord, path) on w.ord = a.ord
      join personal p on p.case_id = a.case_id and p.path = w.path and p.retired_by is null
      cross join lateral (values (p.tag), (p.next_tag)) as own(tag)
      where own.tag is not null)
    select
      exists (
        select from tags t
        cross join lateral (
          select case_id, retired_by from personal where tag = t.tag
          union all select case_id, retired_by from personal where next_tag = t.tag) as p
        join case_file c on c.id = p.case_id and not c.exercise
        join case_part h on h.case_id = p.case_id and h.kind = 'hold' and h.state <> '"annulled"'
        where t.ord = asked.ord and p.case_id <> asked.case_id and p.retired_by is null
          and (h.facts->>'startedAt')::timestamptz > coalesce($7::timestamptz, clock_timestamp()) - interval '24 hours'
          and not exists (select from case_file own where own.id = asked.case_id and own.exercise)) as held,
      (select coalesce(json_agg(json_build_object('name', n.name, 'seen', coalesce(f.version, 0))), '[]')
        from (select distinct 'held:' || left(encode(sha256(tag), 'hex'), 4) as name from tags where ord = asked.ord) n
        left join fence f on f.name = n.name) as fences
    from asked order by ord`,
};

/**
 * Answers `heldElsewhere`: whether the same customer (by the sealed tags of the named fields, said now or recorded
 * before) was held in another case within the last 24 hours. One hold per customer and day: Anti-Telecom-Fraud Law
 * art. 18 with AML Law art. 30. A drill neither sees nor is seen. The fences let one of two reports win that hold the
 * same customer in the same instant.
 */
export function heldElsewhere(ds: DataSource, clock?: () => string) {
  return async (asked: readonly Asked[]): Promise<Answer[]> => {
    const paths = asked.flatMap(({ question }, ord) => pathsOf(question.about).map((path) => ({ ord, path })));
    const said = asked.flatMap(({ question, personal }, ord) =>
      personal
        .filter(({ path }) => pathsOf(question.about).includes(path))
        .flatMap(({ tag, nextTag }) => (nextTag ? [tag, nextTag] : [tag]).map((one) => ({ ord, tag: one }))),
    );
    const rows = await statement<{ held: boolean; fences: Fence[] }>(ds, sql, [
      asked.map((_, ord) => ord),
      asked.map(({ caseId }) => caseId),
      said.map(({ ord }) => ord),
      said.map(({ tag }) => tag),
      paths.map(({ ord }) => ord),
      paths.map(({ path }) => path),
      clock?.() ?? null,
    ]);
    return rows.map(({ held, fences }) => ({ value: held, fences }));
  };
}

function pathsOf(about: Json): string[] {
  return Array.isArray(about) ? about.filter((item) => typeof item === 'string') : [];
}
