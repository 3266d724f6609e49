import type pg from 'pg';
import { openTo } from './expected/house.js';
import { askerOf, isShownTo, type Row } from './expected/rows.js';
import { judged } from './expected/sights.js';
import { type Ground, ofHouse } from './ground/ground.js';

/** Every table that readers may read, in the words of `Row`. */
const tables: Readonly<Record<string, string>> = {
  case_file: `id as case_id, null as part, null as organisation, '{}'::text[] as opened, null as district`,
  case_key: `case_id, null, null, '{}'::text[], null`,
  case_part: `case_id, part, null, '{}'::text[], null`,
  deadline: `case_id, part, null, '{}'::text[], null`,
  slip: `case_id, part, null, '{}'::text[], null`,
  ledger_entry: `case_id, part, organisation, array(select jsonb_array_elements_text(convert_from(entry, 'UTF8')::jsonb -> 'effects' -> 'opened')), null`,
  case_station: `case_id, null, station, '{}'::text[], case when to_at is null then district end`,
  handover: `null, null, organisation, '{}'::text[], null`,
};

/** The tables of which each row is looked at. */
export const readTables: readonly string[] = Object.keys(tables);

const everyRow = Object.entries(tables)
  .map(([table, columns]) => `select '${table}' as table, ctid::text as place, ${columns} from ${table}`)
  .join(' union all ');
const everyPlace = readTables
  .map((table) => `select '${table} ' || ctid::text as place from ${table}`)
  .join(' union all ');

interface Found extends Omit<Row, 'of'> {
  readonly place: string;
  readonly case_id: string | null;
}

/**
 * The second wall looked at from behind: row by row, what row-level security shows to whom, against `expected/rows.ts`. So
 * also what no answer tells is shown to nobody, as it is read along with what does.
 */
export async function rowFaults(client: pg.Client, ground: Ground): Promise<string[]> {
  const { rows } = await client.query<Found>(everyRow);
  const names = new Map<string | null, Row['of']>([
    ...Object.entries(ground.cases).map(([name, { id }]) => [id, name as Row['of']] as const),
    ...(await ofHouse(client)).map(({ id, kind }) => [id, kind] as const),
  ]);
  const faults: string[] = [];
  for (const who of judged) {
    for (const withLeft of [true, false]) {
      const places = await shownTo(client, scopeOf(who, ground), withLeft);
      for (const { place, case_id: id, ...row } of rows) {
        const of = names.get(id) ?? 'none';
        const isShown = places.has(`${row.table} ${place}`);
        if (isShown === isShownTo(who, { ...row, of }, withLeft)) continue;
        const what = [row.part, row.organisation].filter(Boolean).join(' by ');
        faults.push(`${who} is ${isShown ? '' : 'not '}shown a row of ${row.table}: ${of} ${what}`);
      }
    }
  }
  return [...new Set(faults)];
}

/** As the database is told who somebody is: with the case that they opened in an emergency. */
export function scopeOf(who: string, ground: Ground): string {
  return askerOf(who, [ground.cases[openTo[who] ?? '']?.id ?? []].flat());
}

async function shownTo(client: pg.Client, asker: string, withLeft: boolean): Promise<Set<string>> {
  await client.query('begin; set local role lanjie_reader');
  try {
    await client.query('select lanjie_enter($1, $2)', [asker, withLeft]);
    const { rows } = await client.query<{ place: string }>(everyPlace);
    return new Set(rows.map(({ place }) => place));
  } finally {
    await client.query('rollback');
  }
}
