import type { DataSource } from 'typeorm';
import { statement } from '../../platform/database.js';

/** The n-th checkpoint of a signer as it is published: its note, and the public keys that signed it. */
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
  c.note || coalesce((select string_agg(s.line, '' order by s.name) from cosignature s where s.checkpoint = c.id), '') as note`;

const LAST = {
  name: 'checkpoint-last',
  text: `select ${COLUMNS} from checkpoint c order by c.id desc limit 1`,
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
         order by n on conflict do nothing`,
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

const OF_SIZES = {
  name: 'checkpoint-of-sizes',
  text: `select ${COLUMNS} from checkpoint c where c.origin = $1 and c.size > $2 and c.size <= $3 order by c.n`,
};

/** The checkpoints of an origin whose sizes lie after one and up to another. */
export function checkpointsOfSizes(
  ds: DataSource,
  origin: string,
  { after, upTo }: { readonly after: number; readonly upTo: number },
): Promise<StoredCheckpoint[]> {
  return statement<StoredCheckpoint>(ds, OF_SIZES, [origin, after, upTo]);
}

const OF_SIZE = {
  name: 'checkpoint-of-size',
  text: `select distinct on (c.size) ${COLUMNS} from checkpoint c
         where c.origin = $1 and c.size = any($2::bigint[]) and c.n < $3 order by c.size, c.n`,
};

/** The first checkpoint of each of these sizes before the n-th; none for a size that was not signed. */
export function checkpointsOfSize(
  ds: DataSource,
  { origin, n }: Pick<StoredCheckpoint, 'origin' | 'n'>,
  sizes: readonly number[],
): Promise<StoredCheckpoint[]> {
  return statement<StoredCheckpoint>(ds, OF_SIZE, [origin, sizes, n]);
}

const LAST_OF = {
  name: 'checkpoint-last-of',
  text: `select ${COLUMNS} from checkpoint c where c.origin = $1 order by c.n desc limit 1`,
};

/** The newest checkpoint of an origin; undefined when there is none. */
export async function lastCheckpointOf(ds: DataSource, origin: string): Promise<StoredCheckpoint | undefined> {
  return (await statement<StoredCheckpoint>(ds, LAST_OF, [origin]))[0];
}

/** A witness countersigns what was published a moment ago. */
const RECENT = 10_000;

const COSIGN = {
  name: 'checkpoint-cosign',
  // An empty line ends the text: what is only the beginning of it was not signed.
  text: `with signed as (
           select id, n, size from (select * from checkpoint order by id desc limit ${RECENT}) c
           where origin = $1 and starts_with(note, $2 || chr(10)) order by id desc limit 1),
         added as (
           insert into cosignature (checkpoint, name, line, signed_at) select id, $3, $4, $5 from signed
           on conflict do nothing returning checkpoint)
         select signed.n::float8 as n, signed.size::float8 as size, exists (select from added) as added from signed`,
};

/** A witness's signature on the text of a checkpoint; `line` as it stands in a note. */
export interface Cosignature {
  readonly origin: string;
  readonly text: string;
  readonly name: string;
  readonly line: string;
  readonly signedAt: Date;
}

/** What it was added to. `added` false: the witness had signed that before. */
export interface Cosigned {
  readonly n: number;
  readonly size: number;
  readonly added: boolean;
}

/** Adds a witness's signature; undefined when no checkpoint of late has this text. */
export async function addCosignature(
  ds: DataSource,
  { origin, text, name, line, signedAt }: Cosignature,
): Promise<Cosigned | undefined> {
  return (await statement<Cosigned>(ds, COSIGN, [origin, text, name, line, signedAt]))[0];
}
