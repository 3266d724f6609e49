import type { DataSource } from 'typeorm';
import type { Json } from '../engine/definition/index.js';
import type { Asked } from '../engine/ports.js';
import { findCase } from '../engine/store/find-case.js';
import { statement } from '../platform/database.js';

// Not by `matchable`: that a customer was found legitimate is no reason to hold them a second time on one day.
const held = {
  name: 'held-elsewhere',
  text: `
    with asked as (select * from unnest($1::int[], $2::uuid[], $3::bytea[]) as a(ord, case_id, tag))
    select distinct asked.ord from asked
    join personal p on p.tag = asked.tag and p.case_id <> asked.case_id and p.retired_by is null
    join case_file c on c.id = p.case_id and not c.exercise
    join case_part h on h.case_id = p.case_id and h.kind = 'hold' and h.state <> '"annulled"'
    where (h.facts->>'startedAt')::timestamptz > coalesce($4::timestamptz, clock_timestamp()) - interval '24 hours'
      and not exists (select from case_file own where own.id = asked.case_id and own.exercise)`,
};

const ownTags = {
  name: 'own-tags',
  text: 'select case_id, path, tag from personal where case_id = any($1::uuid[]) and path = any($2::text[]) and retired_by is null',
};

/**
 * Answers `heldElsewhere`: whether the same customer (by the sealed tags of the named fields) was held in another case
 * within the last 24 hours. One hold per customer and day: Anti-Telecom-Fraud Law art. 18 with AML Law art. 30. A case
 * that has cleared its customer matches nobody any more; a drill neither sees nor is seen.
 */
export function heldElsewhere(ds: DataSource, clock?: () => string) {
  return async (asked: readonly Asked[]): Promise<Json[]> => {
    const paths = [...new Set(asked.flatMap(({ question }) => pathsOf(question.about)))];
    const known = asked.filter(({ personal }) => personal.length === 0).map(({ caseId }) => caseId);
    const stored =
      known.length === 0
        ? []
        : await statement<{ case_id: string; path: string; tag: Buffer }>(ds, ownTags, [known, paths]);
    const tags = asked.flatMap(({ question, caseId, personal }, ord) => {
      const wanted = pathsOf(question.about);
      const own = stored.filter((row) => row.case_id === caseId);
      return [...personal, ...own]
        .filter((row) => wanted.includes(row.path))
        .map((row) => ({ ord, caseId, tag: row.tag }));
    });
    if (tags.length === 0) return asked.map(() => false);
    const rows = await statement<{ ord: number }>(ds, held, [
      tags.map((tag) => tag.ord),
      tags.map((tag) => tag.caseId),
      tags.map((tag) => tag.tag),
      clock?.() ?? null,
    ]);
    const found = new Set(rows.map((row) => row.ord));
    return asked.map((_, ord) => found.has(ord));
  };
}

function pathsOf(about: Json): string[] {
  return Array.isArray(about) ? about.filter((item) => typeof item === 'string') : [];
}

const linksOn = {
  name: 'links-on',
  text: `
    with recursive chain as (
      select $1::uuid as id
      union
      select (link->'to'->>'id')::uuid from chain
      join case_part p on p.case_id = chain.id and p.part = 'lead-1'
      cross join lateral jsonb_array_elements(coalesce(p.facts->'links', '[]'::jsonb)) as link
      where link->'to'->>'id' is not null)
    select exists (select from chain where id = $2) as circle,
      (select exercise from case_file where id = $1) as exercise`,
};

/**
 * Answers `link`: the lead of that id or number, whether its own links lead back to the asking case, and whether it is a
 * drill; null for none.
 */
export function otherLead(ds: DataSource) {
  return (asked: readonly Asked[]): Promise<Json[]> =>
    Promise.all(
      asked.map(async ({ question, caseId }) => {
        const found = await findCase(ds, String(question.about));
        if (!found) return null;
        const [row] = await statement<{ circle: boolean; exercise: boolean }>(ds, linksOn, [found.id, caseId]);
        return {
          id: found.id,
          number: found.number,
          circle: row?.circle === true,
          ...(row?.exercise ? { exercise: true } : {}),
        };
      }),
    );
}
