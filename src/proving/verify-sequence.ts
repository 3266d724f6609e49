import type { DataSource } from 'typeorm';
import type { Placed } from '../engine/ledger/audit-file.js';
import { leafHash } from '../engine/ledger/entry.js';
import { emptyTree, grown, rootOf, type TileNode, type Tree } from '../engine/ledger/tree.js';
import type { Difference } from '../engine/recompute/rows.js';
import { checkpointsOfSizes, lastCheckpoint } from '../engine/store/checkpoints.js';
import { entriesWithoutPlace, placesFrom } from '../engine/store/places.js';
import { storedNodes, treeHead } from '../engine/store/read-tree.js';
import type { Run } from '../platform/database.js';

/**
 * Makes the tree anew from the entries in their sequence and names what is stored otherwise: a place without its entry or with
 * another leaf, a node, a checkpoint of another root, the head. Looks at what was there when it began, so that a server may go on
 * writing; holds one page at a time.
 */
export async function* sequenceDifferences(ds: DataSource): AsyncGenerator<string> {
  const [head, last] = await Promise.all([treeHead(ds), lastCheckpoint(ds)]);
  let tree = emptyTree;
  for await (const page of placesFrom(ds, 0, head.size)) {
    const lost = page.findIndex(({ index }, place) => index !== tree.size + place);
    if (lost >= 0) return yield `sequence ${tree.size + lost} is missing: what follows was not compared`;
    yield* page.flatMap(ofPlace);
    const leaves = page.map(({ leaf }) => leaf);
    const next = grown(tree, leaves);
    yield* await ofNodes(ds, next.nodes);
    if (last) yield* await ofCheckpoints(ds, last.origin, tree, leaves);
    tree = next.tree;
  }
  if (tree.size !== head.size) yield `sequence ${tree.size} is missing: what follows was not compared`;
  else if (!rootOf(tree).equals(rootOf(head))) yield 'the head of the tree is not that of its leaves';
}

function ofPlace({ index, caseId, version, leaf, bytes }: Placed): string[] {
  const entry = `entry ${version} of case ${caseId}`;
  if (bytes === null) return [`sequence ${index}: ${entry} is gone`];
  return leafHash(bytes).equals(leaf) ? [] : [`sequence ${index}: its leaf is not that of ${entry}`];
}

async function ofNodes(ds: DataSource, nodes: readonly TileNode[]): Promise<string[]> {
  if (nodes.length === 0) return [];
  const stored = await storedNodes(ds, nodes);
  return nodes
    .filter(({ hash }, place) => stored[place]?.equals(hash) !== true)
    .map(({ level, index }) => `node ${index} of level ${level} is not that of its leaves`);
}

/** Of those whose size lies within this page. */
async function ofCheckpoints(ds: DataSource, origin: string, before: Tree, leaves: readonly Buffer[]) {
  const sizes = { after: before.size, upTo: before.size + leaves.length };
  const checkpoints = await checkpointsOfSizes(ds, origin, sizes);
  return checkpoints
    .filter(({ size, root }) => !rootOf(grown(before, leaves.slice(0, size - before.size)).tree).equals(root))
    .map(({ n, size }) => `checkpoint ${n}: the tree of ${size} entries has another root`);
}

/** By case, the entries that have no place in the sequence and wait for none. */
export async function withoutPlace(read: Run, caseIds: readonly string[]): Promise<ReadonlyMap<string, Difference[]>> {
  const found = new Map<string, Difference[]>();
  for (const { caseId, version } of await entriesWithoutPlace(read, caseIds)) {
    const text = 'has no place in the sequence and waits for none';
    const difference = { table: 'ledger_entry', row: String(version), column: null, text };
    found.set(caseId, [...(found.get(caseId) ?? []), difference]);
  }
  return found;
}
