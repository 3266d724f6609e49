import type { DataSource } from 'typeorm';
import type { Principal } from '../access/principal.js';
import { reading } from '../access/reading.js';
import { scopeFilter } from '../access/scope-filter.js';
import { type Facts, Instant, type Json, OneOf, Plain } from '../engine/definition/index.js';
import { approvedAt, legalHolds, proposerOf, retentionOf } from '../lead/parts/keeping.js';
import { invalidFields } from '../platform/problem.js';

/** The filters of the list of what has been kept long enough. */
export class RetentionQuery {
  @Instant({ zh: '到此时期满；不填为现在', en: 'whose period is over by then; now if left out', optional: true })
  by?: string;
  @Plain({ zh: '类别', en: 'class', optional: true, max: 40 }) class?: string;
  @OneOf(['true', 'false'], { zh: '是否已保全', en: 'under a legal hold, or not', optional: true }) held?: string;
  @Plain({ zh: '游标', en: 'cursor', optional: true, max: 120 }) cursor?: string;
}

/** A page, the longest overdue first. */
export interface RetentionPage {
  readonly items: readonly Json[];
  readonly next: string | null;
}

const size = 100;

interface Row {
  id: string;
  number: string;
  retention: string;
  keep_until: Date;
  erase_at: Date | null;
  exercise: boolean;
  closed_at: Date | null;
  settings: Record<string, Json>;
  facts: Facts;
  state: string;
  open: string[] | null;
}

/** The cases in this person's sight whose period is over and whose personal data is not erased yet. */
export async function listRetention(
  ds: DataSource,
  principal: Principal,
  query: RetentionQuery,
  clock: string | null,
): Promise<RetentionPage> {
  const after = cursorOf(query.cursor);
  const scope = scopeFilter(principal, 7);
  const one = {
    name: `list-retention-${scope.name}`,
    text: `
        select id, number, retention, keep_until, erase_at, exercise, closed_at, settings, root.facts, root.state,
          (select array_agg(part order by ordinal) from case_part p
            where p.case_id = case_file.id and not p.final and p.kind in ('complaint', 'claim', 'return')) as open
        from case_file join case_part root on root.case_id = case_file.id and root.part = 'lead-1'
        where keep_until <= coalesce($1::timestamptz, $6::timestamptz, clock_timestamp())
          and ($2::text is null or retention = $2) and ($3::boolean is null or held = $3)
          and ($4::timestamptz is null or (keep_until, id) > ($4::timestamptz, $5::uuid)) and ${scope.sql}
        order by keep_until, id limit ${size + 1}`,
  };
  const values = [
    query.by ?? null,
    query.class ?? null,
    query.held === undefined ? null : query.held === 'true',
    after?.at ?? null,
    after?.id ?? null,
    clock,
    ...scope.values,
  ];
  const rows = await reading(ds, principal, (read) => read<Row>(one, values), 'present');
  const page = rows.slice(0, size);
  const last = page.at(-1);
  const next = rows.length > size && last ? `${last.keep_until.toISOString()}~${last.id}` : null;
  return { items: page.map(itemView), next };
}

function itemView(row: Row): Json {
  const root = {
    id: 'lead-1',
    kind: 'lead',
    state: row.state,
    facts: row.facts,
    since: '',
    final: false,
    version: 0,
  };
  const kept = retentionOf([root], row.closed_at?.toISOString() ?? null, row.settings);
  return {
    lead: { id: row.id, number: row.number },
    class: row.retention,
    until: row.keep_until.toISOString(),
    exercise: row.exercise,
    // By whom it is proposed, and what stands in the way.
    proposedBy: proposerOf(root, kept) ?? null,
    approvedAt: approvedAt(root, kept) ?? null,
    legalHolds: legalHolds(root).map(({ authority, by, at }) => ({ authority, by, at })),
    open: row.open ?? [],
    eraseAt: row.erase_at?.toISOString() ?? null,
  };
}

const cursorForm = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)~([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

function cursorOf(cursor: string | undefined): { at: string; id: string } | null {
  if (cursor === undefined) return null;
  const [, at, id] = cursorForm.exec(cursor) ?? [];
  if (at !== undefined && id !== undefined && !Number.isNaN(Date.parse(at))) return { at, id };
  const message = { zh: '取自上一页的 next', en: 'take it from `next` of the page before' };
  throw invalidFields([{ field: 'cursor', message }]);
}
