import type { Run } from '../../platform/database.js';
import type { Json } from '../definition/index.js';
import type { StoredEntry, StoredRows } from '../recompute/recomputed-case.js';
import type { Row } from '../recompute/rows.js';

const tables = ['case_file', 'case_part', 'case_station', 'deadline', 'ledger_entry', 'personal', 'case_key', 'alarm'];

const ids = {
  name: 'case-ids',
  text: `
    select id from (
      ${tables
        .map((table) => {
          const id = table === 'case_file' ? 'id' : 'case_id';
          return `(select distinct ${id} as id from ${table} where ${id} > $1 order by 1 limit $2)`;
        })
        .join(' union ')}
    ) there order by id limit $2`,
};

/** The next ids, in order, of all cases of which any table has a row. */
export async function caseIdsAfter(run: Run, id: string | null, limit: number): Promise<string[]> {
  const rows = await run<{ id: string }>(ids, [id ?? '00000000-0000-0000-0000-000000000000', limit]);
  return rows.map((row) => row.id);
}

const rows = {
  name: 'case-rows',
  text: `
    select u.id,
      (select jsonb_agg((to_jsonb(c) - 'head') || jsonb_build_object('head', encode(c.head, 'hex'), 'amount', c.amount::text))
        from case_file c where c.id = u.id) as case_file,
      (select jsonb_agg(to_jsonb(p) order by p.part) from case_part p where p.case_id = u.id) as case_part,
      (select jsonb_agg(to_jsonb(s)) from case_station s where s.case_id = u.id) as case_station,
      (select jsonb_agg(to_jsonb(d)) from deadline d where d.case_id = u.id) as deadline,
      (select jsonb_agg(jsonb_build_object('case_id', k.case_id)) from case_key k where k.case_id = u.id) as case_key,
      (select jsonb_agg(jsonb_build_object('case_id', p.case_id, 'version', p.version, 'path', p.path, 'kind', p.kind,
        'retired_by', p.retired_by))
        from personal p where p.case_id = u.id) as personal,
      (select jsonb_agg(to_jsonb(a)) from alarm a where a.case_id = u.id) as alarm
    from unnest($1::uuid[]) as u(id)`,
};

/** The rows of these cases in every table but the ledger, by case. */
export async function storedRows(run: Run, caseIds: readonly string[]): Promise<Map<string, StoredRows>> {
  const found = await run<{ id: string } & Record<string, Row[] | null>>(rows, [caseIds]);
  return new Map(
    found.map(({ id, ...byTable }) => [
      id,
      Object.fromEntries(Object.entries(byTable).map(([table, some]) => [table, (some ?? []).map(withMoments)])),
    ]),
  );
}

const entries = {
  name: 'case-entries',
  text: `
    select version, entry, leaf, jsonb_build_object('version', version, 'type', type, 'part', part, 'actor', actor, 'role', role,
      'organisation', organisation, 'at', at, 'recorded_at', recorded_at, 'about', about, 'idempotency_key', idempotency_key,
      'fingerprint', encode(fingerprint, 'hex')) as columns
    from ledger_entry where case_id = $1 and version > $2 order by version limit $3`,
};

/** The next entries of a case with all their columns. */
export async function storedEntries(run: Run, caseId: string, after: number, limit: number): Promise<StoredEntry[]> {
  const found = await run<StoredEntry>(entries, [caseId, after, limit]);
  return found.map((row) => ({ ...row, columns: withMoments(row.columns) }));
}

const key = {
  name: 'case-opening-key',
  text: 'select organisation, key, case_id from opening_key where organisation = $1 and key = $2',
};

/** The row of a key by which a case was opened, if it is there. */
export function storedKey(run: Run, organisation: Json, name: Json): Promise<Row[]> {
  return run<Row>(key, [organisation, name]);
}

const keys = {
  name: 'opening-keys',
  text: `
    select o.organisation, o.key, o.case_id, e.entry, e.idempotency_key
    from opening_key o left join ledger_entry e on e.case_id = o.case_id and e.version = 1
    where (o.organisation, o.key) > ($1, $2) order by o.organisation, o.key limit $3`,
};

/** A key by which a case was opened, with the entry of that opening and the key beside it. */
export interface StoredKey {
  readonly organisation: string;
  readonly key: string;
  readonly case_id: string;
  readonly entry: Buffer | null;
  readonly idempotency_key: string | null;
}

/** The next keys after this one. */
export function keysAfter(run: Run, after: StoredKey | null, limit: number): Promise<StoredKey[]> {
  return run<StoredKey>(keys, [after?.organisation ?? '', after?.key ?? '', limit]);
}

const moments = new Set(['since', 'at']);

/** Moments as they stand in entries. One finer than a millisecond stays as it is: no entry has it. */
function withMoments(row: Row): Row {
  const members = Object.entries(row).map(([column, value]): [string, Json] => {
    const isMoment = typeof value === 'string' && (moments.has(column) || /_(at|until)$/.test(column));
    return [column, isMoment && !/\.\d{4}/.test(value) ? new Date(value).toISOString() : value];
  });
  return Object.fromEntries(members);
}
