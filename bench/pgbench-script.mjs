// The same writes as SQL for pgbench: each event of the walk one interactive transaction, statement by statement.

/** What the load statement of src/engine/store/load-files.ts asks, of one case. */
const LOAD = `select clock_timestamp() as now, c.version, c.number, c.definition, c.head, c.settings, c.opened_at, c.closed_at,
  c.updated_at, k.wrapped,
  (select json_agg(json_build_array(p.part, p.kind, p.state, p.facts, p.since, p.final, p.version) order by p.ordinal)
    from case_part p where p.case_id = c.id) as parts,
  (select json_agg(json_build_array(d.part, d.name, d.due_at, d.armed_at, d.armed_recorded_at, d.struck_at)
    order by d.part, d.name) from deadline d where d.case_id = c.id) as clocks,
  e.entry, e.leaf, e.fingerprint
from case_file c left join case_key k on k.case_id = c.id
left join ledger_entry e on e.case_id = c.id and e.idempotency_key = $KEY where c.id = :id \\gset`;

/**
 * A pgbench script that walks one case after another, all different, and the values it sends. `prints` as `footprints`
 * gives them; `cases` is their number. One run of the script is `prints.length` transactions.
 */
export function scriptOf(prints, cases) {
  const values = new Values();
  const lines = [
    '\\set turn :turn + 1',
    `\\set n 1 + permute(:first + :turn * :clients + :client_id, ${cases})`,
    'select id from bench_case where n = :n \\gset',
  ];
  for (const print of prints) lines.push(...transaction(print, values));
  return { script: `${lines.join('\n')}\n`, values: values.given };
}

function transaction({ file, written, deleted }, values) {
  const key = `${values.of(written.find(({ table }) => table === 'ledger_entry').row.idempotency_key)}`;
  return [
    'begin;',
    LOAD.replace('$KEY', key).replaceAll('\n', ' '),
    updateFile(file, values),
    ...deleted.map((gone) => deletion(gone, values)),
    ...written.map((found) =>
      found.fresh || found.table !== 'case_part' ? insertion(found, values) : update(found, values),
    ),
    'commit;',
  ];
}

const OWN = new Set(['id', 'number', 'definition', 'settings', 'opened_at', 'version']);

function updateFile(file, values) {
  const sets = Object.entries(file)
    .filter(([column]) => !OWN.has(column))
    .map(([column, value]) => `${column} = ${values.of(value)}`);
  return `update case_file set version = :version + 1, ${sets.join(', ')} where id = :id and version = :version;`;
}

function update({ table, key, row }, values) {
  const sets = Object.entries(row)
    .filter(([column]) => column !== 'case_id' && !key.includes(column))
    .map(([column, value]) => `${column} = ${column === 'version' ? ':version + 1' : values.of(value)}`);
  return `update ${table} set ${sets.join(', ')} where ${where(key, row, values)};`;
}

function deletion({ table, key, row }, values) {
  return `delete from ${table} where ${where(key, row, values)};`;
}

function where(key, row, values) {
  return ['case_id = :id', ...key.map((column) => `${column} = ${values.of(row[column])}`)].join(' and ');
}

const UPSERTED = { deadline: 'part, name', case_station: 'station, from_at', case_part: 'part' };

function insertion({ table, key, row }, values) {
  const columns = Object.keys(row);
  const given = columns.map((column) => {
    if (column === 'case_id') return ':id';
    // A case that comes round again may not repeat its key.
    if (column === 'idempotency_key') return `left(${values.of(row[column])}, -6) || lpad(:version::text, 6, '0')`;
    return column === 'version' ? ':version + 1' : values.of(row[column]);
  });
  const others = columns.filter((column) => column !== 'case_id' && !key.includes(column));
  const sets = others.map((column) => `${column} = excluded.${column}`).join(', ');
  const conflict = UPSERTED[table] ? ` on conflict (case_id, ${UPSERTED[table]}) do update set ${sets}` : '';
  return `insert into ${table} (${columns.join(', ')}) values (${given.join(', ')})${conflict};`;
}

/** Values go as parameters with every statement, as a client would send them. */
class Values {
  given = [];
  #names = new Map();

  of(value) {
    if (value === null) return 'null';
    const known = this.#names.get(value) ?? `v${this.#names.size}`;
    if (!this.#names.has(value)) {
      this.#names.set(value, known);
      this.given.push([known, value]);
    }
    return `:${known}`;
  }
}
