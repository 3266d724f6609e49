import type { DataSource } from 'typeorm';
import { statement } from '../../platform/database.js';

/** The n-th checkpoint as it is published: its note, and the public keys that signed it. */
export interface StoredCheckpoint {
  readonly n: number;
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
  readonly note: string;
  readonly keys: readonly string[];
  /** It says more than which tree there is: another key, another origin. */
  readonly telling: boolean;
  readonly signedAt: Date;
}

const COLUMNS = `c.n::float8 as n, c.origin, c.size::float8 as size, c.root, c.keys, c.telling, c.signed_at as "signedAt",
  c.note || coalesce((select string_agg(s.line, '' order by s.name) from cosignature s where s.n = c.n), '') as note`;

const LAST = {
  name: 'checkpoint-last',
  text: `select ${COLUMNS} from checkpoint c order by c.n desc limit 1`,
};

/** The newest checkpoint with the signatures of witnesses; undefined before the first. */
export async function lastCheckpoint(ds: DataSource): Promise<StoredCheckpoint | undefined> {
  return (await statement<StoredCheckpoint>(ds, LAST, []))[0];
}

const ADD = {
  name: 'checkpoint-add',
  text: `insert into checkpoint (n, origin, size, root, note, keys, telling, signed_at)
         select n, origin, size, decode(root, 'hex'), note, array(select json_array_elements_text(keys)), telling, signed_at
         from json_to_recordset($1::json) as x(n bigint, origin text, size bigint, root text, note text, keys json,
           telling boolean, signed_at timestamptz)
         on conflict do nothing`,
};

/** Adds checkpoints; those that are there stay as they are. */
export async function addCheckpoints(ds: DataSource, checkpoints: readonly StoredCheckpoint[]): Promise<void> {
  const rows = checkpoints.map(({ root, signedAt, ...one }) => ({
    ...one,
    root: root.toString('hex'),
    signed_at: signedAt,
  }));
  await statement(ds, ADD, [JSON.stringify(rows)]);
}

const TELLING = {
  name: 'checkpoint-telling',
  text: `select ${COLUMNS} from checkpoint c
         where c.origin = $1 and (c.telling and c.n < $2 or c.n = $2) order by c.n`,
};

/** Those that an auditor needs to follow this log up to the n-th: each that tells of another key or origin, and the n-th itself. */
export function tellingCheckpoints(ds: DataSource, origin: string, n: number): Promise<StoredCheckpoint[]> {
  return statement<StoredCheckpoint>(ds, TELLING, [origin, n]);
}

const COSIGN = {
  name: 'checkpoint-cosign',
  text: `insert into cosignature (n, name, line, signed_at)
         select max(n), $3, $4, $5 from checkpoint where origin = $1 and starts_with(note, $2) having max(n) is not null
         on conflict do nothing returning n::float8 as n`,
};

/** Adds a witness's signature to the checkpoint of this text; undefined when there is none, or it is there already. */
export async function addCosignature(
  ds: DataSource,
  { origin, text, name, line, signedAt }: { origin: string; text: string; name: string; line: string; signedAt: Date },
): Promise<number | undefined> {
  const [row] = await statement<{ n: number }>(ds, COSIGN, [origin, text, name, line, signedAt]);
  return row?.n;
}
