// What each event of the walk really writes, row by row: read off the database around one case played over HTTP.
import { randomUUID } from 'node:crypto';
import { withClient } from './ground.mjs';
import { post, report, walk } from './walk.mjs';

const TABLES = {
  case_part: 'part',
  deadline: 'part, name',
  case_station: 'station, from_at',
  personal: 'version, path',
  ledger_entry: 'version',
  pending_leaf: 'version',
};

/**
 * Plays the walk on a new case. Returns for each event `{event, file, written, deleted}`: the case's row as it is then,
 * and the rows of the other tables that appeared or changed, and that went, as `{table, key, row, fresh}` of column
 * texts; `key` names the columns beside the case by which a row is known.
 */
export async function footprints({ url, database }, tokens) {
  const send = (who, path, body) =>
    post(url, path, body, { authorization: `Bearer ${tokens.get(who)}`, 'idempotency-key': randomUUID() });
  // Not one of the loaded customers.
  const opened = await send('teller', '/bank/leads', report);
  const id = opened.receipt.case;
  return withClient(database, async (client) => {
    const prints = [];
    let before = await rowsOf(client, id);
    for (const { event, who, area, body } of walk) {
      await send(who, `/${area}/leads/${id}/events/${event}`, body);
      const after = await rowsOf(client, id);
      prints.push({ event, ...difference(before, after) });
      before = after;
    }
    return prints;
  });
}

async function rowsOf(client, id) {
  const file = await texts(client, `select * from case_file where id = $1`, id);
  const rows = new Map();
  for (const [table, key] of Object.entries(TABLES)) {
    const columns = key.split(', ');
    for (const row of await texts(client, `select * from ${table} where case_id = $1`, id))
      rows.set(JSON.stringify([table, ...columns.map((column) => row[column])]), { table, key: columns, row });
  }
  return { file: file[0], rows };
}

/** Rows with every value as the text PostgreSQL gives and takes. */
async function texts(client, sql, id) {
  const types = { getTypeParser: () => (text) => text };
  return (await client.query({ text: sql, values: [id], types })).rows;
}

function difference(before, after) {
  const written = [];
  for (const [name, found] of after.rows) {
    const old = before.rows.get(name);
    if (!old || JSON.stringify(old.row) !== JSON.stringify(found.row)) written.push({ ...found, fresh: !old });
  }
  const deleted = [...before.rows].filter(([name]) => !after.rows.has(name)).map(([, gone]) => gone);
  return { file: after.file, written, deleted };
}
