import type { DataSource } from 'typeorm';
import type { Principal } from '../../access/principal.js';
import { reading } from '../../access/reading.js';
import { type KeyProvider, openFacts } from '../../access/sealing/index.js';
import { acts, eventOf } from '../../access-log/acts.js';
import {
  Instant,
  isObject,
  type Json,
  OneOf,
  Plain,
  parseInstant,
  type Sentence,
} from '../../engine/definition/index.js';
import { parseEntry } from '../../engine/ledger/entry.js';
import { statement } from '../../platform/database.js';
import { invalidFields } from '../../platform/problem.js';
import { type Page, pageSize } from '../list-cases.js';

/** The filters that also the accesses to one case take. */
export class CaseAccessQuery {
  @Plain({ zh: '账号', en: 'account', optional: true, max: 64 }) account?: string;
  @Plain({ zh: '单位', en: 'organisation', optional: true, max: 64 }) organisation?: string;
  @OneOf(acts, { zh: '行为', en: 'what was done', optional: true }) act?: string;
  @Instant({ zh: '自此时刻起', en: 'from this moment on', optional: true }) from?: string;
  @Instant({ zh: '至此时刻前', en: 'before this moment', optional: true }) to?: string;
  @Plain({ zh: '游标', en: 'cursor', optional: true, max: 200 }) cursor?: string;
  @Plain({ zh: '每页条数，1 至 200', en: 'items a page, 1 to 200', optional: true, max: 3 }) limit?: string;
}

/** The filters of the access logs; all given must hold. */
export class AccessQuery extends CaseAccessQuery {
  @Plain({ zh: '案件编号或标识', en: 'number or id of the case', optional: true, max: 40 }) case?: string;
}

interface Row {
  log: string;
  log_number: string;
  version: number;
  actor: string;
  role: string;
  organisation: string;
  recorded_at: Date;
  about: string | null;
  about_number: string | null;
  entry: Buffer;
  ended: Buffer | null;
  wrapped: Buffer | null;
}

const select = `
  select e.case_id as log, l.number as log_number, e.version, e.actor, e.role, e.organisation, e.recorded_at, e.about,
    c.number as about_number, e.entry, x.entry as ended, k.wrapped
  from ledger_entry e
  join case_file l on l.id = e.case_id
  left join case_key k on k.case_id = e.case_id
  left join case_file c on c.id = e.about
  left join ledger_entry x on x.case_id = e.case_id and x.idempotency_key = 'ended:' || e.version`;

/** The condition of each filter. With those that are given the text is put together, so that its index can be used. */
const conditions = {
  account: (value: string) => `e.actor = ${value}`,
  organisation: (value: string) => `e.organisation = ${value}`,
  case: (value: string) => `e.about = ${value}::uuid`,
  from: (value: string) => `e.recorded_at >= ${value}::timestamptz`,
  to: (value: string) => `e.recorded_at < ${value}::timestamptz`,
} as const;

export const filters = ['account', 'organisation', 'case', 'from', 'to'] as const;

/**
 * The statement for these filters. $1 types, $2 to $4 the cursor or null, $5 how many, then the value of each filter. The
 * partial indexes stand under its first condition.
 */
export function accessesSql(given: readonly (typeof filters)[number][]): string {
  return `${select}
    where e.type like 'log.%' and e.type = any($1)
      and ($2::timestamptz is null or (e.recorded_at, e.case_id, e.version) < ($2::timestamptz, $3::uuid, $4::int))
      ${given.map((name, i) => `and ${conditions[name](`$${i + 6}`)}`).join(' ')}
    order by e.recorded_at desc, e.case_id desc, e.version desc limit $5`;
}

/** What is needed to open the free text of the logs. */
export interface LogReader {
  readonly ds: DataSource;
  readonly principal: Principal;
  readonly keys: KeyProvider;
  readonly language: keyof Sentence;
}

/** Who looked at what, latest first. `query.case` is an id. What is asked for here is itself to be recorded first. */
export async function listAccesses(reader: LogReader, query: AccessQuery): Promise<Page> {
  const limit = pageSize(query.limit);
  const given = filters.filter((name) => query[name] !== undefined);
  const after = cursorOf(query.cursor);
  const kinds = query.act === undefined ? acts : acts.filter((act) => act === query.act);
  const one = { name: `list-accesses-${given.join('+')}`, text: accessesSql(given) };
  const values = [
    kinds.map(eventOf),
    after?.at ?? null,
    after?.log ?? null,
    after?.version ?? null,
    limit + 1,
    ...given.map((name) => query[name]),
  ];
  const rows = await reading(reader.ds, reader.principal, (read) => read<Row>(one, values));
  const page = rows.slice(0, limit);
  const last = page[page.length - 1];
  return {
    items: page.map((row) => accessView(row, reader)),
    next: rows.length > limit && last ? cursorFor(last) : null,
  };
}

function accessView(row: Row, { keys, language }: LogReader): Json {
  const { type, body } = parseEntry(row.entry);
  const opened = openFacts(body, row.wrapped ? keys.unwrap(row.wrapped, row.log) : null, row.log, language);
  const said = (name: string): Json => (isObject(opened) ? (opened[name] ?? null) : null);
  return {
    log: { id: row.log, number: row.log_number, version: row.version },
    act: type.slice('log.'.length),
    at: row.recorded_at.toISOString(),
    account: row.actor,
    role: row.role,
    organisation: row.organisation,
    case: row.about === null ? null : { id: row.about, number: row.about_number },
    part: said('casePart'),
    field: said('field'),
    query: said('query'),
    reason: said('reason'),
    outcome: outcomeOf(row.ended),
  };
}

const ofPart = {
  name: 'accesses-to-a-file',
  text: `${select}
    where e.about = $1::uuid and e.type = '${eventOf('handedOut')}'
      and convert_from(e.entry, 'UTF8')::json->'body'->>'casePart' = $2
    order by e.recorded_at desc, e.case_id desc, e.version desc limit 200`,
};

/**
 * Who took a file, and how that ended, latest first, at most 200: without reasons, for those who were shown the case before.
 * Read by the house, since only auditors are shown the logs.
 */
export async function accessesToFile(ds: DataSource, caseId: string, part: string): Promise<Json[]> {
  const rows = await statement<Row>(ds, ofPart, [caseId, part]);
  return rows.map((row) => ({
    account: row.actor,
    organisation: row.organisation,
    at: row.recorded_at.toISOString(),
    outcome: outcomeOf(row.ended),
  }));
}

/** `whole`, `brokenOff` or `damaged`; null: on its way, or its server died. */
function outcomeOf(ended: Buffer | null): Json {
  return ended === null ? null : (parseEntry(ended).body['outcome'] ?? null);
}

interface Cursor {
  readonly at: string;
  readonly log: string;
  readonly version: number;
}

function cursorFor({ recorded_at, log, version }: Row): string {
  return Buffer.from(`${recorded_at.toISOString()}|${log}|${version}`).toString('base64url');
}

const form = /^([^|]+)\|([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\|(\d{1,9})$/;

function cursorOf(cursor: string | undefined): Cursor | null {
  if (cursor === undefined) return null;
  const [, at = '', log = '', version = ''] = form.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? [];
  if (!Number.isNaN(parseInstant(at))) return { at, log, version: Number(version) };
  const message = { zh: '取自上一页的 next', en: 'take it from `next` of the page before' };
  throw invalidFields([{ field: 'cursor', message }]);
}
