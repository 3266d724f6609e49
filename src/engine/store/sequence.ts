import type { DataSource } from 'typeorm';
import { statement } from '../../platform/database.js';
import type { TileNode, Tree } from '../ledger/tree.js';

/** A committed entry that has no place in the sequence yet. */
export interface PendingLeaf {
  readonly caseId: string;
  readonly version: number;
  /** As the database writes it, to the microsecond. */
  readonly recordedAt: string;
  readonly leaf: Buffer;
}

/** The tree as it stands, and what waits to be added to it. */
export interface Waiting {
  readonly tree: Tree;
  readonly leaves: readonly PendingLeaf[];
}

const READ = {
  name: 'sequence-waiting',
  text: `select h.size, h.peaks, p.case_id as "caseId", p.version, p.recorded_at::text as "recordedAt", p.leaf
         from tree_head h left join lateral (
           select * from pending_leaf order by recorded_at, case_id, version limit $1) p on true
         order by p.recorded_at, p.case_id, p.version`,
};

interface WaitingRow extends PendingLeaf {
  readonly size: string;
  readonly peaks: Buffer[];
  readonly caseId: string;
}

/**
 * The tree and the oldest of the entries that wait, at most `limit`, in the order in which they are to stand: by the time
 * of recording, then case and version. Whatever is seen here is committed, so nothing can come between it later.
 */
export async function waitingLeaves(ds: DataSource, limit: number): Promise<Waiting> {
  const rows = await statement<WaitingRow>(ds, READ, [limit]);
  const [first] = rows;
  if (!first) throw new Error('the tree has no head');
  const tree = { size: Number(first.size), peaks: first.peaks };
  return { tree, leaves: rows.filter((row) => row.caseId !== null) };
}

const WRITE = {
  name: 'sequence-write',
  text: `
    with head as (
      update tree_head set size = $2, peaks = $3::bytea[]
      where size = $1 and exists (select from lease where name = $4 and holder = $5 and token = $6)
      returning size),
    added as materialized (
      select x.* from head, unnest($7::uuid[], $8::integer[], $9::timestamptz[], $10::bytea[]) with ordinality
        as x(case_id, version, recorded_at, leaf, place)),
    gone as (
      delete from pending_leaf p using added x
      where p.recorded_at = x.recorded_at and p.case_id = x.case_id and p.version = x.version),
    nodes as (
      insert into tree_node (level, index, hash)
      select x.* from head, unnest($11::smallint[], $12::bigint[], $13::bytea[]) as x(level, index, hash))
    insert into sequence (index, case_id, version, leaf)
    select $1 + place - 1, case_id, version, leaf from added`,
};

/** Who sequences: the lease under which it was read. */
export interface Fencing {
  readonly name: string;
  readonly holder: string;
  readonly token: string;
}

/**
 * Adds entries to the sequence and the tree, all at once or not at all. Nothing is written when the tree has grown meanwhile
 * or when another server has taken the lease.
 */
export async function writeSequence(
  ds: DataSource,
  before: Tree,
  leaves: readonly PendingLeaf[],
  grown: { readonly tree: Tree; readonly nodes: readonly TileNode[] },
  { name, holder, token }: Fencing,
): Promise<void> {
  await statement(ds, WRITE, [
    before.size,
    grown.tree.size,
    grown.tree.peaks,
    name,
    holder,
    token,
    leaves.map(({ caseId }) => caseId),
    leaves.map(({ version }) => version),
    leaves.map(({ recordedAt }) => recordedAt),
    leaves.map(({ leaf }) => leaf),
    grown.nodes.map(({ level }) => level),
    grown.nodes.map(({ index }) => index),
    grown.nodes.map(({ hash }) => hash),
  ]);
}
