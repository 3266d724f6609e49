import type { DataSource } from 'typeorm';
import type { Principal } from '../access/principal.js';
import { reading } from '../access/reading.js';
import { type ScopeFilter, scopeFilter } from '../access/scope-filter.js';
import { type Facts, type Json, OneOf, Plain } from '../engine/definition/index.js';
import { textIn } from '../lead/facts.js';
import { invalidFields } from '../platform/problem.js';

/** The filters of the list of complaints. */
export class ComplaintQuery {
  @OneOf(['true', 'false'], { zh: '是否未答复', en: 'not answered yet', optional: true }) open?: string;
  @OneOf(['true', 'false'], { zh: '是否演练', en: 'of drills only, or none', optional: true }) exercise?: string;
  @Plain({ zh: '游标', en: 'cursor', optional: true, max: 100 }) cursor?: string;
}

/** A page of complaints; drills are listed and marked, and never counted. */
export interface ComplaintPage {
  readonly counts: { readonly open: number; readonly overdue: number; readonly answered: number };
  readonly items: readonly Json[];
  readonly next: string | null;
}

const size = 100;

// `kind = 'complaint'` as the partial index has it: of a million parts only the complaints are read.
const complaints = ({ sql }: ScopeFilter) => `
  from case_part p join case_file on case_file.id = p.case_id
  left join deadline d on d.case_id = p.case_id and d.part = p.part and d.name = 'answerComplaint'
  where p.kind = 'complaint' and ${sql}`;

const counting = (scope: ScopeFilter) => ({
  name: `count-complaints-${scope.name}`,
  text: `
    select count(*) filter (where not p.final)::int as open, count(*) filter (where p.final)::int as answered,
      count(*) filter (where d.struck_at is not null)::int as overdue
    ${complaints(scope)} and not case_file.exercise`,
});

const listing = (scope: ScopeFilter) => ({
  name: `list-complaints-${scope.name}`,
  text: `
    select case_file.id, case_file.number, case_file.exercise, p.part, p.ordinal, p.final, p.facts, d.due_at, d.struck_at
    ${complaints(scope)} and ($1::boolean is null or p.final <> $1) and ($2::boolean is null or case_file.exercise = $2)
      and ($3::uuid is null or (p.case_id, p.ordinal) < ($3::uuid, $4::int))
    order by p.case_id desc, p.ordinal desc limit $5`,
});

interface Row {
  id: string;
  number: string;
  exercise: boolean;
  part: string;
  ordinal: number;
  final: boolean;
  facts: Facts;
  due_at: Date | null;
  struck_at: Date | null;
}

/** The complaints this caller sees, newest case first, and how many there are. */
export async function listComplaints(
  ds: DataSource,
  principal: Principal,
  query: ComplaintQuery,
): Promise<ComplaintPage> {
  const [id, ordinal] = cursorOf(query.cursor);
  const flags = [query.open, query.exercise].map((text) => (text === undefined ? null : text === 'true'));
  const [counted, listed] = [scopeFilter(principal, 1), scopeFilter(principal, 6)];
  const [rows, [counts = { open: 0, overdue: 0, answered: 0 }]] = await reading(
    ds,
    principal,
    async (read) =>
      [
        await read<Row>(listing(listed), [...flags, id, ordinal, size + 1, ...listed.values]),
        await read<ComplaintPage['counts']>(counting(counted), counted.values.slice()),
      ] as const,
  );
  const page = rows.slice(0, size);
  const last = page[page.length - 1];
  const next = rows.length > size && last ? `${last.id}.${last.ordinal}` : null;
  return { counts, items: page.map(itemView), next };
}

function itemView(row: Row): Json {
  const fact = (name: string) => textIn(row.facts, name) ?? null;
  return {
    lead: { id: row.id, number: row.number },
    part: row.part,
    open: !row.final,
    openedAt: fact('openedAt'),
    dueAt: row.due_at?.toISOString() ?? null,
    overdue: row.struck_at !== null,
    answeredAt: fact('answeredAt'),
    outcome: fact('outcome'),
    exercise: row.exercise,
  };
}

const cursorForm = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(\d{1,6})$/;

function cursorOf(cursor: string | undefined): [string | null, number | null] {
  if (cursor === undefined) return [null, null];
  const [, id, ordinal] = cursorForm.exec(cursor) ?? [];
  if (id !== undefined) return [id, Number(ordinal)];
  const message = { zh: '取自上一页的 next', en: 'take it from `next` of the page before' };
  throw invalidFields([{ field: 'cursor', message }]);
}
