import type { DataSource } from 'typeorm';
import { type IdentityKind, type KeyProvider, keysIn } from '../access/sealing/index.js';
import { keysInUse } from '../engine/store/keys-in-use.js';
import { statement } from '../platform/database.js';
import type { Search } from './search-terms.js';

/** Who or what is named in a case, whichever entry says it. */
const identities = {
  name: 'name',
  idNumber: 'idNumber',
  account: 'bankAccount',
  phone: 'phone',
  plate: 'plate',
} as const;
export type Named = keyof typeof identities;
export const named = Object.keys(identities) as Named[];

interface NamingRow {
  readonly case_id: string;
  readonly version: number;
  readonly path: string;
  readonly replaced: boolean;
  /** Which of those asked for it is. */
  readonly ord: number;
}

/** Where an entry names somebody or something that was asked for. */
export interface Naming extends NamingRow {
  readonly by: Named;
}

/** One of those asked for, by its tags. */
export interface Tags {
  readonly name: Named;
  readonly tags: readonly Buffer[];
}

const inUse = { name: 'search-keys-in-use', text: `select ${keysInUse} as keys` };

/** Under every tag key in use: while it is rotated an identity has two. */
export async function tagsOf(ds: DataSource, keys: KeyProvider, asked: Search): Promise<Tags[]> {
  if (!named.some((name) => asked[name] !== undefined)) return [];
  const [row] = await statement<{ keys: string | null }>(ds, inUse, []);
  const { tags } = keysIn(row?.keys ?? null);
  return named.flatMap((name) => {
    const value = asked[name];
    const kind: IdentityKind = identities[name];
    return value === undefined ? [] : [{ name, tags: tags.map((key) => keys.tag(kind, value, key).tag) }];
  });
}

// A corrected or annulled identity too: auditors look for what was ever said.
const naming = `
  from unnest($1::int[], $2::bytea[]) as asked(ord, tag)
  cross join lateral (
    select case_id, version, path, retired_by from personal where tag = asked.tag
    union select case_id, version, path, retired_by from personal where next_tag = asked.tag) p`;

const CASES_NAMING = {
  name: 'search-cases-naming',
  text: `select p.case_id ${naming} group by p.case_id having count(distinct asked.ord) = $3`,
};

const NAMINGS = {
  name: 'search-namings',
  text: `select distinct p.case_id, p.version, p.path, asked.ord, p.retired_by is not null as replaced ${naming}
         where p.case_id = any($3::uuid[]) order by p.case_id, p.version, asked.ord, p.path`,
};

/** The cases that name them all. Tags are for the house alone: of what they lead to is shown what the auditor sees. */
export async function casesNaming(ds: DataSource, tags: readonly Tags[]): Promise<string[]> {
  const rows = await statement<{ case_id: string }>(ds, CASES_NAMING, [...tagValues(tags), tags.length]);
  return rows.map((row) => row.case_id);
}

/** Where these cases name any of them. */
export async function namingsIn(ds: DataSource, tags: readonly Tags[], cases: readonly string[]): Promise<Naming[]> {
  const rows = await statement<NamingRow>(ds, NAMINGS, [...tagValues(tags), cases]);
  return rows.flatMap((row) => tags.slice(row.ord, row.ord + 1).map(({ name }) => ({ ...row, by: name })));
}

function tagValues(tags: readonly Tags[]): [number[], Buffer[]] {
  const flat = tags.flatMap((one, ord) => one.tags.map((tag) => ({ ord, tag })));
  return [flat.map(({ ord }) => ord), flat.map(({ tag }) => tag)];
}
