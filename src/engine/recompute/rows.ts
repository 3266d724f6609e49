import { isObject, type Json, sameJson } from '../definition/index.js';

/** A row of a table as JSON: moments in ISO 8601 UTC with milliseconds, bytes in hex, bigint as text. */
export type Row = { readonly [column: string]: Json };

/** One column that is not what the entries make of it; `column` null: the whole row. */
export interface Difference {
  readonly table: string;
  /** The row as people find it within its case, `cash-1` or `7`; empty where a case has but one. */
  readonly row: string;
  readonly column: string | null;
  readonly text: string;
}

/** The rows of a table as the entries make them: columns that do not follow from entries are left out. */
export interface Expected {
  readonly table: string;
  /** The columns that tell one row of a case from another. */
  readonly keys: readonly string[];
  readonly rows: readonly Row[];
}

/** PURE. Where stored rows differ from those expected, row by row and column by column. */
export function differencesOf({ table, keys, rows }: Expected, stored: readonly Row[]): Difference[] {
  const named = (these: readonly Row[]) => new Map(these.map((row) => [keys.map((key) => row[key]).join(' '), row]));
  const [wanted, there] = [named(rows), named(stored)];
  const surplus = [...there.keys()].filter((row) => !wanted.has(row));
  return [
    ...[...wanted].flatMap(([row, want]) => {
      const have = there.get(row);
      return have ? columnsOf(table, row, want, have) : [{ table, row, column: null, text: 'is missing' }];
    }),
    ...surplus.map((row) => ({ table, row, column: null, text: 'follows from no entry' })),
  ];
}

function columnsOf(table: string, row: string, want: Row, have: Row): Difference[] {
  return Object.keys(want)
    .filter((column) => !sameJson(want[column] ?? null, have[column] ?? null))
    .map((column) => ({ table, row, column, text: `is ${said(have[column])}; by the entries ${said(want[column])}` }));
}

/** What is long, as facts are, is not told: it may be about people. */
function said(value: Json | undefined): string {
  return isObject(value) || Array.isArray(value) ? 'another' : JSON.stringify(value ?? null);
}
