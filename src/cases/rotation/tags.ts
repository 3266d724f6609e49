import type { DataSource } from 'typeorm';
import { type IdentityKind, type KeyProvider, sealedIn, unseal } from '../../access/sealing/index.js';
import { parseEntry } from '../../engine/ledger/entry.js';
import { statement } from '../../platform/database.js';
import { isRetryable } from '../../platform/problem-database.js';
import type { Paging } from './paging.js';

interface Row {
  readonly case_id: string;
  readonly version: number;
  readonly path: string;
  readonly kind: IdentityKind;
  readonly has_next: boolean;
  readonly wrapped: Buffer;
  readonly entry: Buffer;
}

interface Place {
  readonly case_id: string;
  readonly version: number;
  readonly path: string;
}

const reading = {
  name: 'rotate-tags-read',
  text: `
    select p.case_id, p.version, p.path, p.kind, p.next_tag is not null as has_next, k.wrapped, e.entry
    from personal p
    join case_key k on k.case_id = p.case_id
    join ledger_entry e on e.case_id = p.case_id and e.version = p.version
    where $1::uuid is null or (p.case_id, p.version, p.path) > ($1::uuid, $2::int, $3::text)
    order by p.case_id, p.version, p.path limit $4`,
};

// In place and not as further rows: an erasure that began before deletes the newest form of a row, but no row that is new.
const filling = {
  name: 'rotate-tags-fill',
  text: `
    update personal p set next_tag = x.tag
    from unnest($1::uuid[], $2::int[], $3::text[], $4::bytea[]) as x(case_id, version, path, tag)
    where p.case_id = x.case_id and p.version = x.version and p.path = x.path and p.next_tag is null returning 1`,
};

const advancing = {
  name: 'rotate-tags-advance',
  text: `
    update personal p set tag = p.next_tag, tag_key = $1, next_tag = null
    from (select case_id, version, path from personal where next_tag is not null limit $2) as chosen
    where p.case_id = chosen.case_id and p.version = chosen.version and p.path = chosen.path and p.next_tag is not null
    returning 1`,
};

const counting = {
  name: 'rotate-tags-count',
  text: 'select count(*)::int as n from personal where tag_key = $1',
};
const lacking = {
  name: 'rotate-tags-lacking',
  text: `
    select count(*)::int as n, (array_agg(distinct c.number))[1:5] as numbers
    from personal p join case_file c on c.id = p.case_id where p.next_tag is null`,
};

/** How many tags were made with this key. */
export async function countTags(ds: DataSource, tagKey: string): Promise<number> {
  const [row] = await statement<{ n: number }>(ds, counting, [tagKey]);
  return row?.n ?? 0;
}

/** How many identities have no tag under the coming key, and some of the cases in which they stand. */
export async function lackingTags(ds: DataSource): Promise<{ n: number; numbers: readonly string[] }> {
  const [row] = await statement<{ n: number; numbers: string[] | null }>(ds, lacking, []);
  return { n: row?.n ?? 0, numbers: row?.numbers ?? [] };
}

/**
 * Gives every identity that has none its tag under the coming key, a page at a time: the value is opened where it was
 * recorded, in the entry. What cannot be opened is left out. Returns how many were given one.
 */
export async function fillTags(
  ds: DataSource,
  keys: KeyProvider,
  tagKey: string,
  { page, afterPage }: Paging,
): Promise<number> {
  let done = 0;
  let last: Place | null = null;
  for (;;) {
    const rows: Row[] = await statement(ds, reading, [
      last?.case_id ?? null,
      last?.version ?? null,
      last?.path ?? null,
      page,
    ]);
    const found = rows.flatMap((row) => (row.has_next ? [] : (retagged(row, keys, tagKey) ?? [])));
    if (found.length > 0) {
      const values = [
        found.map(({ row }) => row.case_id),
        found.map(({ row }) => row.version),
        found.map(({ row }) => row.path),
        found.map(({ tag }) => tag),
      ];
      done += (await patiently(() => statement(ds, filling, values))).length;
    }
    await afterPage();
    last = rows.at(-1) ?? null;
    if (rows.length < page) return done;
  }
}

/** Lets the coming tags be the tags, a page at a time. Returns how many. */
export async function advanceTags(ds: DataSource, tagKey: string, { page, afterPage }: Paging): Promise<number> {
  let done = 0;
  for (;;) {
    const moved = (await patiently(() => statement(ds, advancing, [tagKey, page]))).length;
    done += moved;
    await afterPage();
    // A row may have been erased between the look and the update: only none at all is the end.
    if (moved === 0) return done;
  }
}

function retagged(row: Row, keys: KeyProvider, tagKey: string): { row: Row; tag: Buffer } | null {
  try {
    const sealed = sealedIn(parseEntry(row.entry).body).find(
      ({ kind, path }) => kind === row.kind && path === row.path,
    );
    if (!sealed) return null;
    const value = unseal(keys.unwrap(row.wrapped, row.case_id), row.case_id, sealed.value);
    return { row, tag: keys.tag(row.kind, value, tagKey).tag };
  } catch {
    return null;
  }
}

// A command may touch some of these rows in another order at the same moment.
async function patiently<T>(act: () => Promise<T>, tries = 10): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (tries <= 1 || !isRetryable(error)) throw error;
    return patiently(act, tries - 1);
  }
}
