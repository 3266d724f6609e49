import type { DataSource } from 'typeorm';
import { type Run, statement } from '../../platform/database.js';
import type { Placed } from '../ledger/audit-file.js';

/** Entries of a page: with the largest bodies some 60 MB, mostly 400 KB. */
const PAGE = 256;

const COLUMNS = 'q.index::float8 as index, q.case_id as "caseId", q.version, q.leaf, e.entry as bytes';

const ALL = {
  name: 'places-all',
  text: `select ${COLUMNS} from sequence q left join ledger_entry e on e.case_id = q.case_id and e.version = q.version
         where q.index >= $1 and q.index < $2 order by q.index limit ${PAGE}`,
};

/** The places from an index on, before another, page by page; each page is a statement of its own. */
export async function* placesFrom(ds: DataSource, from: number, before: number): AsyncGenerator<readonly Placed[]> {
  for (let next = from; next < before; ) {
    const rows = await statement<Placed>(ds, ALL, [next, before]);
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    next = last.index + 1;
  }
}

const OF_CASE = {
  name: 'places-of-case',
  text: `select ${COLUMNS} from sequence q left join ledger_entry e on e.case_id = q.case_id and e.version = q.version
         where q.case_id = $1 and q.version > $2 and q.version <= $3 and q.index < $4 order by q.version limit ${PAGE}`,
};

/** The places of a case's entries up to a version, before an index, by version. */
export async function* placesOfCase(
  ds: DataSource,
  caseId: string,
  { version, before }: { readonly version: number; readonly before: number },
): AsyncGenerator<readonly Placed[]> {
  for (let after = 0; ; ) {
    const rows = await statement<Placed>(ds, OF_CASE, [caseId, after, version, before]);
    const last = rows.at(-1);
    if (last) yield rows;
    if (!last || rows.length < PAGE) return;
    after = last.version;
  }
}

/** Where an entry stands. */
export interface Place {
  readonly index: number;
  readonly leaf: Buffer;
}

const ONE = {
  name: 'place-of-entry',
  text: 'select index::float8 as index, leaf from sequence where case_id = $1 and version = $2',
};

/** The place of an entry; undefined while it has none, or when there is no such entry. */
export async function placeOf(ds: DataSource, caseId: string, version: number): Promise<Place | undefined> {
  return (await statement<Place>(ds, ONE, [caseId, version]))[0];
}

const OF_TYPE = {
  name: 'places-of-type',
  text: `select ${COLUMNS} from ledger_entry e join sequence q on q.case_id = e.case_id and q.version = e.version
         where e.case_id = $1 and e.type = $2 and q.index < $3 order by q.index`,
};

/** The entries of one type of a case that stand before an index. */
export function placesOfType(ds: DataSource, caseId: string, type: string, before: number) {
  return statement<Placed & { readonly bytes: Buffer }>(ds, OF_TYPE, [caseId, type, before]);
}

const WITHOUT = {
  name: 'places-without',
  text: `select e.case_id as "caseId", e.version from ledger_entry e
         where e.case_id = any($1)
           and not exists (select from sequence q where q.case_id = e.case_id and q.version = e.version)
           and not exists (select from pending_leaf p
             where p.recorded_at = e.recorded_at and p.case_id = e.case_id and p.version = e.version)
         order by 1, 2`,
};

/** Entries of these cases that have no place and wait for none. Whoever takes a leaf from the one table puts it into the other at once. */
export function entriesWithoutPlace(
  read: Run,
  caseIds: readonly string[],
): Promise<{ caseId: string; version: number }[]> {
  return read<{ caseId: string; version: number }>(WITHOUT, [caseIds]);
}

const BETWEEN = {
  name: 'places-between',
  text: 'select version, index::float8 as index, leaf from sequence where case_id = $1 and version > $2 and version <= $3',
};

/** The places of a case's entries after a version, up to another, by their versions. */
export async function placesBetween(
  ds: DataSource,
  caseId: string,
  after: number,
  upTo: number,
): Promise<ReadonlyMap<number, Place>> {
  const rows = await statement<Place & { readonly version: number }>(ds, BETWEEN, [caseId, after, upTo]);
  return new Map(rows.map((row) => [row.version, row]));
}
