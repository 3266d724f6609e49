import type { DataSource } from 'typeorm';
import type { KeyProvider } from '../../access/sealing/index.js';
import { secondFactorOf } from '../../access/sign-in/second-factors.js';
import { type NamedStatement, statement } from '../../platform/database.js';
import type { Paging } from './paging.js';

/** A column of secrets that are wrapped by a master key. */
export interface WrappedColumn {
  readonly table: string;
  /** The primary key, and its type. */
  readonly id: string;
  readonly type: 'uuid' | 'text';
  readonly column: string;
  /** What the wrapping is bound to, of the row with this id. */
  bound(id: string): string;
}

/** All that a master key wraps: whoever adds a column of wrapped secrets adds it here. */
export const wrappedColumns: readonly WrappedColumn[] = [
  { table: 'case_key', id: 'case_id', type: 'uuid', column: 'wrapped', bound: (id) => id },
  { table: 'second_factor', id: 'account', type: 'text', column: 'secret', bound: secondFactorOf },
];

interface Row {
  readonly id: string;
  readonly wrapped: Buffer;
}

function sql(kind: string, { table }: WrappedColumn, text: string): NamedStatement {
  return { name: `rotate-${kind}-${table}`, text };
}

/** How many rows are wrapped under this master key. */
export async function countWrapped(ds: DataSource, masterKey: string): Promise<number> {
  let n = 0;
  for (const one of wrappedColumns) {
    const text = `select count(*)::int as n from ${one.table} where position(convert_to($1, 'UTF8') in substring(${one.column} for 40)) > 0`;
    const [row] = await statement<{ n: number }>(ds, sql('count', one, text), [`:${masterKey}:`]);
    n += row?.n ?? 0;
  }
  return n;
}

/** How many rows are wrapped under another master key than this one. */
export async function countElsewhere(ds: DataSource, masterKey: string): Promise<number> {
  let n = 0;
  for (const one of wrappedColumns) {
    const [row] = await statement<{ n: number }>(
      ds,
      sql('all', one, `select count(*)::int as n from ${one.table}`),
      [],
    );
    n += row?.n ?? 0;
  }
  return n - (await countWrapped(ds, masterKey));
}

/**
 * Wraps everything anew that is not wrapped under this master key, a page at a time. A row that is erased or changed
 * meanwhile is left alone: it is replaced only while it is what was read. Returns how many rows were replaced.
 */
export async function rewrap(
  ds: DataSource,
  keys: KeyProvider,
  masterKey: string,
  { page, afterPage }: Paging,
): Promise<number> {
  let done = 0;
  for (const one of wrappedColumns) {
    let last: string | null = null;
    for (;;) {
      const rows: Row[] = await statement(ds, sql('read', one, readText(one)), [last, page]);
      const old = rows.filter(({ wrapped }) => keys.wrappedUnder(wrapped) !== masterKey);
      if (old.length > 0) done += await replace(ds, keys, one, masterKey, old);
      await afterPage();
      last = rows.at(-1)?.id ?? null;
      if (rows.length < page) break;
    }
  }
  return done;
}

function readText({ table, id, type, column }: WrappedColumn): string {
  return `select ${id}::text as id, ${column} as wrapped from ${table}
    where ${column} is not null and ($1::${type} is null or ${id} > $1::${type}) order by ${table}.${id} limit $2`;
}

async function replace(
  ds: DataSource,
  keys: KeyProvider,
  one: WrappedColumn,
  masterKey: string,
  rows: readonly Row[],
): Promise<number> {
  const { table, id, type, column } = one;
  const text = `
    update ${table} t set ${column} = x.renewed from unnest($1::${type}[], $2::bytea[], $3::bytea[]) as x(id, old, renewed)
    where t.${id} = x.id and t.${column} = x.old returning 1`;
  const renewed = rows.map((row) =>
    keys.wrap(keys.unwrap(row.wrapped, one.bound(row.id)), one.bound(row.id), masterKey),
  );
  const values = [rows.map((row) => row.id), rows.map((row) => row.wrapped), renewed];
  return (await statement(ds, sql('replace', one, text), values)).length;
}
