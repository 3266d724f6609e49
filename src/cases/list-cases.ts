import type { DataSource } from 'typeorm';
import { sight } from '../access/policy.js';
import type { Principal } from '../access/principal.js';
import { reading } from '../access/reading.js';
import { scopeFilter } from '../access/scope-filter.js';
import { Instant, type Json, OneOf, Plain, parseInstant } from '../engine/definition/index.js';
import { statement } from '../platform/database.js';
import { invalidFields } from '../platform/problem.js';
import { onlyLeads } from './definitions.js';

/** The filters of an inbox; all given must hold. */
export class ListQuery {
  @Plain({ zh: '进展阶段', en: 'phase', optional: true, max: 40 }) phase?: string;
  @OneOf(['true', 'false'], { zh: '是否未结', en: 'still open', optional: true }) open?: string;
  @Plain({ zh: '主办派出所', en: 'leading station', optional: true, max: 64 }) station?: string;
  @Plain({ zh: '报告银行', en: 'reporting bank', optional: true, max: 64 }) bank?: string;
  @Plain({ zh: '报告网点', en: 'reporting outlet', optional: true, max: 64 }) outlet?: string;
  @Plain({ zh: '结论', en: 'finding', optional: true, max: 40 }) finding?: string;
  @Plain({ zh: '案件编号', en: 'number', optional: true, max: 40 }) number?: string;
  @OneOf(['true', 'false'], {
    zh: '是否演练；不填则一并列出并标明',
    en: 'drills only, or none; else both, marked',
    optional: true,
  })
  exercise?: string;
  @Instant({ zh: '在此之后有更新', en: 'updated since', optional: true }) updatedSince?: string;
  @Plain({ zh: '游标', en: 'cursor', optional: true, max: 200 }) cursor?: string;
  @Plain({ zh: '每页条数，1 至 200', en: 'items a page, 1 to 200', optional: true, max: 3 }) limit?: string;
}

/** One page of an inbox; `next` is the cursor of the following page. */
export interface Page {
  readonly items: readonly Json[];
  readonly next: string | null;
}

interface Row {
  id: string;
  number: string;
  version: number;
  phase: string;
  subject: string | null;
  amount: string | null;
  finding: string | null;
  exercise: boolean;
  bank: string | null;
  outlet: string | null;
  district: string | null;
  station: string | null;
  account_banks: string[];
  /** What the database says of it: they see more than accounts. */
  whole: boolean;
  opened_at: Date;
  closed_at: Date | null;
  updated_at: Date;
  due_clock: string | null;
  due_at: Date | null;
}

// Whoever reads for a bank that only keeps an account of a case sees that account, and neither sees nor filters by the rest.
const askedFor = `nullif(current_setting('lanjie.bank', true), '')`;
const whole = `(${askedFor} is null or coalesce(bank = ${askedFor}, false) or current_setting('lanjie.everything', true) = 'true')`;

/**
 * The cases this caller sees, newest first; with `updatedSince` those changed since, in the order of their recording. A
 * commit may come a moment after a later one: who polls asks again from a minute before the newest seen.
 */
export async function listCases(ds: DataSource, principal: Principal, query: ListQuery): Promise<Page> {
  const limit = pageSize(query.limit);
  const byUpdate = query.updatedSince !== undefined;
  const after = cursorOf(query.cursor, byUpdate);
  const scope = scopeFilter(principal, 14);
  const order = byUpdate ? 'updated_at, id' : 'id desc';
  const changed = byUpdate ? await changedSince(ds, after?.at ?? query.updatedSince) : null;
  const beyond = byUpdate
    ? `(updated_at, id) > (coalesce($8::timestamptz, $10::timestamptz), coalesce($9::uuid, '00000000-0000-0000-0000-000000000000'))`
    : '($9::uuid is null or id < $9::uuid) and $8::timestamptz is null and $10::timestamptz is null';
  const among = changed ? 'id = any($13::uuid[])' : '$13::uuid[] is null';
  const rows = await reading(
    ds,
    principal,
    (read) =>
      read<Row>(
        {
          name: `list-${changed ? 'changed' : byUpdate ? 'updated' : 'newest'}-${scope.name}`,
          text: `
        select page.*, due.name as due_clock, due.due_at from (
          select id, number, version, phase, subject, amount, finding, exercise, bank, outlet, district, station, account_banks,
            opened_at, closed_at, updated_at, ${whole} as whole
          from case_file
          where ${onlyLeads('case_file')} and ($1::text is null or phase = $1) and ($2::boolean is null or (closed_at is null) = $2)
            and ($3::text is null or station = $3) and ($4::text is null or bank = $4) and ($5::text is null or outlet = $5)
            and ($6::text is null or finding = $6) and ($7::text is null or number = $7)
            and (${whole} or num_nonnulls($1::text, $3::text, $4::text, $5::text, $6::text) = 0)
            and ($12::boolean is null or exercise = $12) and ${beyond} and ${among} and ${scope.sql}
          order by ${order} limit $11
        ) page left join lateral (
          select name, due_at from deadline d where d.case_id = page.id and d.struck_at is null order by due_at limit 1
        ) due on true
        order by ${order}`,
        },
        [
          query.phase ?? null,
          flagOf(query.open),
          query.station ?? null,
          query.bank ?? null,
          query.outlet ?? null,
          query.finding ?? null,
          query.number ?? null,
          after?.at ?? null,
          after?.id ?? null,
          query.updatedSince ?? null,
          limit + 1,
          flagOf(query.exercise),
          changed,
          ...scope.values,
        ],
      ),
    'present',
  );
  const page = rows.slice(0, limit);
  const last = page[page.length - 1];
  return {
    items: page.map((row) => itemView(row, principal)),
    next: rows.length > limit && last ? cursorFor(last, byUpdate) : null,
  };
}

const most = 5_000;
const recent = {
  name: 'changed-since',
  text: `select distinct case_id from ledger_entry where recorded_at >= $1::timestamptz limit ${most + 1}`,
};

/**
 * Which cases of all have an entry since then; null: too many to name them. For the house, and only to spare the list that
 * follows a look at every case: by the ledger's index, since one on updated_at would cost every event an index entry, and
 * its update in place.
 */
async function changedSince(ds: DataSource, since: string | undefined): Promise<string[] | null> {
  const rows = await statement<{ case_id: string }>(ds, recent, [since]);
  return rows.length > most ? null : rows.map((row) => row.case_id);
}

function itemView(row: Row, principal: Principal): Json {
  const { bank, outlet, account_banks: accountBanks } = row;
  const seen = sight(principal, { bank, outlet, accountBanks, stations: [] });
  return {
    id: row.id,
    number: row.number,
    version: row.version,
    exercise: row.exercise,
    openedAt: row.opened_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    updatedAt: row.updated_at.toISOString(),
    ...(row.whole && seen.kind !== 'accounts' ? insideView(row) : nothingInside),
  };
}

const nothingInside = {
  phase: null,
  subject: null,
  amount: null,
  finding: null,
  bank: null,
  outlet: null,
  district: null,
  station: null,
  nextClock: null,
};

function insideView({ phase, subject, amount, finding, bank, outlet, district, station, ...row }: Row) {
  const nextClock = row.due_clock === null ? null : { name: row.due_clock, dueAt: row.due_at?.toISOString() ?? null };
  return { phase, subject, amount, finding, bank, outlet, district, station, nextClock };
}

function flagOf(text: string | undefined): boolean | null {
  return text === undefined ? null : text === 'true';
}

/** Items a page, 50 where nothing is said. Throws 400 on anything but 1 to 200. */
export function pageSize(limit: string | undefined): number {
  const size = limit === undefined ? 50 : Number(limit);
  if (Number.isInteger(size) && size >= 1 && size <= 200) return size;
  throw invalidFields([{ field: 'limit', message: { zh: '1 至 200 之间的整数', en: 'a whole number from 1 to 200' } }]);
}

interface Cursor {
  readonly id: string;
  readonly at: string | null;
}

function cursorFor(row: Row, byUpdate: boolean): string {
  const at = byUpdate ? row.updated_at.toISOString() : '';
  return Buffer.from(`${at}|${row.id}`).toString('base64url');
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function cursorOf(cursor: string | undefined, byUpdate: boolean): Cursor | null {
  if (cursor === undefined) return null;
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split('|');
  const fits = byUpdate ? !Number.isNaN(parseInstant(at)) : at === '';
  if (uuid.test(id) && fits) return { id, at: byUpdate ? at : null };
  throw invalidFields([
    {
      field: 'cursor',
      message: {
        zh: '取自上一页的 next，并保持相同的筛选条件',
        en: 'take it from `next` of the page before, with the same filters',
      },
    },
  ]);
}
