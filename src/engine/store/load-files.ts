import type { DataSource } from 'typeorm';
import { type Run, statement } from '../../platform/database.js';
import type { Admitted } from '../admitted.js';
import type { CaseFile, Clock, Facts, Part, Settings } from '../definition/index.js';
import { keysInUse } from './keys-in-use.js';

/** What is asked of one case: by id, or for an opening by organisation and key. */
export interface Wanted {
  readonly caseId: string;
  readonly key: string | null;
  /** Set for an opening: the organisation whose key may already stand for a case. */
  readonly organisation: string | null;
  /** For whom it is loaded, as the database understands it; absent or null: for the house. */
  readonly scope?: string | null;
  /** When what is to be recorded happened, ISO 8601 UTC; absent or null: now. */
  readonly at?: string | null;
}

/** A case as loaded for writing. */
export interface LoadedFile {
  readonly file: CaseFile;
  readonly number: string;
  readonly head: Buffer;
  /** The wrapped case key; null once it is destroyed. */
  readonly wrappedKey: Buffer | null;
  /** `recordedAt` of the last entry: the next may not lie below it. */
  readonly updatedAt: string;
}

/** What one statement tells about one wanted case. */
export interface Loaded {
  /** The database's clock. */
  readonly now: string;
  /**
   * Which keys stand above the cases, in words that only the sealer reads: what rests on them is written only while they
   * are still these. Null: nothing is said about it yet.
   */
  readonly keys: string | null;
  readonly found: LoadedFile | null;
  /** The entry that the key already stands for. */
  readonly recorded: { readonly entry: Buffer; readonly leaf: Buffer; readonly fingerprint: Buffer } | null;
  /** What the scope may see and record on; null without one, and where there is no case. */
  readonly admitted: Admitted | null;
}

const whole = `
      clock_timestamp() as now, c.id, c.number, c.definition, c.version, c.head, c.settings, c.opened_at, c.closed_at, c.updated_at,
      k.wrapped,
      (select json_agg(json_build_array(p.part, p.kind, p.state, p.facts, p.since, p.final, p.version) order by p.ordinal)
        from case_part p where p.case_id = c.id) as parts,
      (select json_agg(json_build_array(d.part, d.name, d.due_at, d.armed_at, d.armed_recorded_at, d.struck_at) order by (d.part || '/' || d.name) collate "C")
        from deadline d where d.case_id = c.id) as clocks`;

const sql = {
  name: 'load-files',
  text: `
    select ${keysInUse} as keys, ${whole}, e.entry, e.leaf, e.fingerprint, a.is_whole, a.parts as admitted, a.is_late, a.secret
    from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[])
      with ordinality as u(id, key, organisation, scope, at, ord)
    left join opening_key o on o.organisation = u.organisation and o.key = u.key
    left join case_file c on c.id = coalesce(o.case_id, u.id)
    left join case_key k on k.case_id = c.id
    left join ledger_entry e on e.case_id = c.id and e.idempotency_key = u.key
    left join lateral lanjie_admits(u.scope::jsonb, coalesce(u.at::timestamptz, 'infinity'), c.id, coalesce(c.outlet, ''),
      coalesce(c.bank, ''), c.account_banks) a on true
    order by u.ord`,
};

const seen = {
  name: 'seen-file',
  text: `
    select ${whole}, lanjie_sight(c.id) as sight
    from case_file c left join case_key k on k.case_id = c.id where c.id = $1`,
};

type PartRow = [string, string, Part['state'], Facts, string, boolean, number];
type ClockRow = [string, string, string, string, string, string | null];

interface Row {
  now: Date;
  keys: string | null;
  id: string | null;
  number: string;
  definition: string;
  version: number;
  head: Buffer;
  settings: Settings;
  opened_at: Date;
  closed_at: Date | null;
  updated_at: Date;
  wrapped: Buffer | null;
  parts: PartRow[] | null;
  clocks: ClockRow[] | null;
  entry: Buffer | null;
  leaf: Buffer;
  fingerprint: Buffer;
  is_whole: boolean | null;
  admitted: string[] | null;
  is_late: boolean | null;
  secret: string | null;
}

/** Loads many cases, and the entries their keys stand for, in one statement; answers in the order asked. */
export async function loadFiles(ds: DataSource, wanted: readonly Wanted[]): Promise<Loaded[]> {
  const rows = await statement<Row>(ds, sql, [
    wanted.map((one) => one.caseId),
    wanted.map((one) => one.key),
    wanted.map((one) => one.organisation),
    wanted.map((one) => one.scope ?? null),
    wanted.map((one) => one.at ?? null),
  ]);
  return rows.map((row) => ({
    now: row.now.toISOString(),
    keys: row.keys,
    found: row.id === null ? null : loadedFile(row.id, row),
    recorded: row.entry === null ? null : { entry: row.entry, leaf: row.leaf, fingerprint: row.fingerprint },
    admitted: admittedIn(row),
  }));
}

function admittedIn({ is_whole: whole, admitted, is_late: late, secret }: Row): Admitted | null {
  return whole === null ? null : { whole, parts: admitted ?? [], late: late === true, secret };
}

/** A case as a person's reading shows it. */
export interface SeenFile {
  /** The database's clock. */
  readonly now: string;
  /** With no other parts and clocks than theirs. */
  readonly found: LoadedFile;
  /** `all`: nothing of the case is left out. `most`: whole, but for parts that others gave. `some`: nothing but these parts. */
  readonly extent: 'all' | 'most' | 'some';
}

const extents: Readonly<Record<string, SeenFile['extent']>> = { whole: 'all', bank: 'most' };

/** Loads a case for a person's eyes; null where there is none, or none for them. `read`: of `reading`. */
export async function seenFile(read: Run, caseId: string): Promise<SeenFile | null> {
  const [row] = await read<Row & { id: string; sight: string }>(seen, [caseId]);
  if (!row) return null;
  return { now: row.now.toISOString(), found: loadedFile(row.id, row), extent: extents[row.sight] ?? 'some' };
}

function loadedFile(id: string, row: Row): LoadedFile {
  return {
    number: row.number,
    head: row.head,
    wrappedKey: row.wrapped,
    updatedAt: row.updated_at.toISOString(),
    file: {
      id,
      definition: row.definition,
      version: row.version,
      parts: (row.parts ?? []).map(part),
      clocks: (row.clocks ?? []).map(clock),
      settings: row.settings,
      openedAt: row.opened_at.toISOString(),
      closedAt: row.closed_at?.toISOString() ?? null,
    },
  };
}

function part([id, kind, state, facts, since, final, version]: PartRow): Part {
  return { id, kind, state, facts, since: utc(since), final, version };
}

function clock([partId, name, dueAt, at, recordedAt, struckAt]: ClockRow): Clock {
  return {
    part: partId,
    name,
    dueAt: utc(dueAt),
    at: utc(at),
    recordedAt: utc(recordedAt),
    struckAt: struckAt === null ? null : utc(struckAt),
  };
}

/** PostgreSQL's JSON form of a timestamptz → UTC with milliseconds. */
function utc(text: string): string {
  // The session's zone is UTC as a rule: 2026-11-22T19:34:40.884+00:00.
  if (text.length === 29 && text.endsWith('+00:00')) return `${text.slice(0, 23)}Z`;
  return new Date(text).toISOString();
}
