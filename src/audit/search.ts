import type { DataSource } from 'typeorm';
import type { Principal } from '../access/principal.js';
import { reading } from '../access/reading.js';
import type { KeyProvider } from '../access/sealing/index.js';
import { onlyLeads } from '../cases/definitions.js';
import type { Json } from '../engine/definition/index.js';
import type { Run } from '../platform/database.js';
import { invalidFields } from '../platform/problem.js';
import { casesNaming, type Naming, named, namingsIn, tagsOf } from './named-in.js';
import type { Search } from './search-terms.js';

/** Cases that are looked through for one page; where fewer match than fit, `next` leads on. */
const MOST_LOOKED_THROUGH = 5_000;
/** Entries of a case that are told; `more` says that there are others. */
const MOST_ENTRIES = 50;

/** What one entry must be, all at once. */
const deeds = {
  actor: 'e.actor =',
  organisation: 'e.organisation =',
  type: 'e.type =',
  from: 'e.recorded_at >=',
  to: 'e.recorded_at <',
} as const;
type Deed = keyof typeof deeds;
const deedNames = Object.keys(deeds) as Deed[];

const amounts = { amountFrom: 'c.amount >=', amountTo: 'c.amount <=' } as const;
type Sum = keyof typeof amounts;
const amountNames = Object.keys(amounts) as Sum[];

/** Whoever searches, and what is needed to find people by their tags. */
export interface Searcher {
  readonly ds: DataSource;
  readonly principal: Principal;
  readonly keys: KeyProvider;
}

/** What was found: cases with the entries that matched, newest case first. */
export interface Found {
  readonly items: readonly Json[];
  readonly next: string | null;
}

interface CaseRow {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly phase: string;
  readonly amount: string | null;
  readonly exercise: boolean;
  readonly opened_at: Date;
  readonly closed_at: Date | null;
}

interface EntryRow {
  readonly case_id: string;
  readonly version: number;
  readonly type: string;
  readonly part: string | null;
  readonly at: Date;
  readonly recorded_at: Date;
  readonly actor: string;
  readonly organisation: string;
}

/** Throws 400 when nothing is searched for. Cases are paged by their ids, so what is added meanwhile moves no page. */
export async function search(searcher: Searcher, asked: Search): Promise<Found> {
  if (![...named, ...deedNames, ...amountNames].some((name) => asked[name] !== undefined)) throw nothingAsked();
  const after = cursorOf(asked.cursor);
  const limit = asked.limit ?? 50;
  const tags = await tagsOf(searcher.ds, searcher.keys, asked);
  const among = tags.length > 0 ? await casesNaming(searcher.ds, tags) : null;
  const { cases, next, deedRows } = await reading(searcher.ds, searcher.principal, async (read) => {
    const page = await casesMatching(read, asked, { among, after, limit });
    return { ...page, deedRows: await entriesMatching(read, asked, page.cases) };
  });
  const namings =
    tags.length > 0
      ? await namingsIn(
          searcher.ds,
          tags,
          cases.map(({ id }) => id),
        )
      : [];
  const entries = await reading(searcher.ds, searcher.principal, (read) => entriesAt(read, namings));
  const all = why(asked, deedRows, entries, namings);
  return { items: cases.map((row) => itemView(row, all.get(row.id) ?? [])), next };
}

interface Paging {
  readonly among: readonly string[] | null;
  readonly after: string | null;
  readonly limit: number;
}

async function casesMatching(read: Run, asked: Search, { among, after, limit }: Paging) {
  const sums = amountNames.filter((name) => asked[name] !== undefined);
  const given = deedNames.filter((name) => asked[name] !== undefined);
  const first = 5;
  const onCase = sums.map((name, i) => `and ${amounts[name]} $${first + i}::bigint`);
  const onEntry = given.map((name, i) => `and ${deeds[name]} $${first + sums.length + i}`);
  const through = given.length > 0 ? MOST_LOOKED_THROUGH : limit + 1;
  const rows = await read<CaseRow & { readonly looked: number; readonly last: string }>(
    {
      name: `search-${[...(among ? ['named'] : []), ...sums, ...given].join('+')}`,
      text: `
        with looked as materialized (
          select id, number, version, phase, amount, exercise, opened_at, closed_at from case_file c
          where ${onlyLeads('c')} and ($1::uuid is null or c.id < $1)
            and ${among ? 'c.id = any($2::uuid[])' : '$2::uuid[] is null'} ${onCase.join(' ')}
          order by c.id desc limit $3)
        select found.*, ends.looked, ends.last
        from (select count(*)::int as looked, (array_agg(id order by id))[1] as last from looked) ends
        left join lateral (
          select * from looked c
          where ${given.length > 0 ? `exists (select from ledger_entry e where e.case_id = c.id ${onEntry.join(' ')})` : 'true'}
          order by c.id desc limit $4) found on true
        order by found.id desc`,
    },
    [after, among, through, limit + 1, ...sums.map((name) => asked[name]), ...given.map((name) => asked[name])],
  );
  const cases = rows.filter(({ id }) => id !== null);
  const page = cases.slice(0, limit);
  const beyond = rows[0]?.looked === through ? rows[0].last : null;
  return { cases: page, next: cases.length > limit ? (page.at(-1)?.id ?? null) : beyond };
}

const ENTRY = 'e.case_id, e.version, e.type, e.part, e.at, e.recorded_at, e.actor, e.organisation';

async function entriesMatching(read: Run, asked: Search, cases: readonly CaseRow[]): Promise<EntryRow[]> {
  const given = deedNames.filter((name) => asked[name] !== undefined);
  if (given.length === 0 || cases.length === 0) return [];
  return read<EntryRow>(
    {
      name: `search-entries-${given.join('+')}`,
      text: `
        select e.* from unnest($1::uuid[]) as c(id)
        cross join lateral (
          select ${ENTRY} from ledger_entry e
          where e.case_id = c.id ${given.map((name, i) => `and ${deeds[name]} $${i + 2}`).join(' ')}
          order by e.version limit ${MOST_ENTRIES + 1}) e`,
    },
    [cases.map(({ id }) => id), ...given.map((name) => asked[name])],
  );
}

const ENTRIES_AT = {
  name: 'search-entries-at',
  text: `select distinct ${ENTRY} from unnest($1::uuid[], $2::int[]) as at(case_id, version)
         join ledger_entry e on e.case_id = at.case_id and e.version = at.version`,
};

function entriesAt(read: Run, namings: readonly Naming[]): Promise<EntryRow[]> {
  return read<EntryRow>(ENTRIES_AT, [namings.map((one) => one.case_id), namings.map(({ version }) => version)]);
}

interface Matched {
  readonly row: EntryRow;
  readonly why: Json[];
}

/** The entries of each case by version, each with what it matched by. */
function why(
  asked: Search,
  deedRows: readonly EntryRow[],
  naming: readonly EntryRow[],
  namings: readonly Naming[],
): Map<string, Matched[]> {
  const given = deedNames.filter((name) => asked[name] !== undefined);
  const found = new Map<string, Map<number, Matched>>();
  const at = (row: EntryRow): Matched => {
    const ofCase = found.get(row.case_id) ?? new Map<number, Matched>();
    found.set(row.case_id, ofCase);
    const matched = ofCase.get(row.version) ?? { row, why: [] };
    ofCase.set(row.version, matched);
    return matched;
  };
  const rows = new Map(naming.map((row) => [`${row.case_id} ${row.version}`, row]));
  for (const { case_id, version, path, replaced, by } of namings) {
    const row = rows.get(`${case_id} ${version}`);
    if (row) at(row).why.push({ by, field: path, replaced });
  }
  for (const row of deedRows) at(row).why.push(...given.map((by) => ({ by })));
  return new Map(
    [...found].map(([id, entries]) => [id, [...entries.values()].sort((a, b) => a.row.version - b.row.version)]),
  );
}

function itemView(row: CaseRow, matched: readonly Matched[]): Json {
  return {
    id: row.id,
    number: row.number,
    version: row.version,
    phase: row.phase,
    amount: row.amount,
    exercise: row.exercise,
    openedAt: row.opened_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    entries: matched.slice(0, MOST_ENTRIES).map(entryView),
    more: matched.length > MOST_ENTRIES,
  };
}

function entryView({ row, why: reasons }: Matched): Json {
  return {
    version: row.version,
    type: row.type,
    part: row.part,
    at: row.at.toISOString(),
    recordedAt: row.recorded_at.toISOString(),
    account: row.actor,
    organisation: row.organisation,
    why: reasons,
  };
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function cursorOf(cursor: string | undefined): string | null {
  if (cursor === undefined || uuid.test(cursor)) return cursor ?? null;
  const message = {
    zh: '取自上一页的 next，并保持相同的检索条件',
    en: 'take it from `next` of the page before, with the same terms',
  };
  throw invalidFields([{ field: 'cursor', message }]);
}

function nothingAsked() {
  const message = { zh: '请至少给出一项检索条件', en: 'give at least one thing to search for' };
  return invalidFields([{ field: '', message }]);
}
