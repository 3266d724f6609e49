import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { poolOf, statement } from '../../platform/database.js';
import type { CountedCase } from '../ledger/manifest.js';
import type { Tree } from '../ledger/tree.js';

const NOW = `
  with waiting as materialized (select case_id, min(version) as version from pending_leaf group by case_id)
  select c.id as "caseId", coalesce(w.version - 1, c.version) as version, coalesce(e.leaf, c.head) as head
  from case_file c
  left join waiting w on w.case_id = c.id
  left join ledger_entry e on e.case_id = w.case_id and e.version = w.version - 1
  where coalesce(w.version, 2) > 1
  order by c.id`;

/**
 * All cases by id, each as it stood after the entries of the tree, which is given first. Read from the table of cases, not
 * from the sequence, in one snapshot and page by page: an entry that never waited for its place shows.
 */
export function casesCounted<T>(
  ds: DataSource,
  use: (tree: Tree, cases: AsyncIterable<readonly CountedCase[]>) => Promise<T>,
): Promise<T> {
  return inSnapshot(ds, async (client) => {
    const { rows } = await client.query<{ size: string; peaks: Buffer[] }>('select size, peaks from tree_head');
    const [row] = rows;
    if (!row) throw new Error('the tree has no head');
    return use({ size: Number(row.size), peaks: row.peaks }, pages(client, NOW));
  });
}

const AS_OF = {
  name: 'cases-as-of',
  text: `select c.id as "caseId", s.version, s.leaf as head
         from case_file c join lateral (
           select version, leaf from sequence q where q.case_id = c.id and q.index < $2 order by version desc limit 1) s on true
         where c.id > $1 order by c.id limit $3`,
};

/** All cases by id as the first `size` entries of the sequence left them: these never change, so no snapshot is needed. */
export async function* casesAsOf(ds: DataSource, size: number): AsyncGenerator<readonly CountedCase[]> {
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const rows = await statement<CountedCase>(ds, AS_OF, [after, size, PAGE]);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.caseId;
  }
}

async function inSnapshot<T>(ds: DataSource, act: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await poolOf(ds).connect();
  let failed = true;
  try {
    await client.query('begin transaction isolation level repeatable read read only');
    const result = await act(client);
    await client.query('commit');
    failed = false;
    return result;
  } finally {
    // A connection in an unknown state is not given back.
    client.release(failed);
  }
}

const PAGE = 2_000;

async function* pages(client: PoolClient, query: string): AsyncGenerator<readonly CountedCase[]> {
  await client.query(`declare cases no scroll cursor for ${query}`);
  for (;;) {
    const { rows } = await client.query<CountedCase>(`fetch ${PAGE} from cases`);
    if (rows.length === 0) return;
    yield rows;
  }
}
