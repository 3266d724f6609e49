import type { DataSource } from 'typeorm';
import { statement } from '../../platform/database.js';
import { type ReadNodes, TILE, type TileNode, type Tree } from '../ledger/tree.js';

const HEAD = { name: 'tree-head', text: 'select size, peaks from tree_head' };

/** The tree as it stands. */
export async function treeHead(ds: DataSource): Promise<Tree> {
  const [row] = await statement<{ size: string; peaks: Buffer[] }>(ds, HEAD, []);
  if (!row) throw new Error('the tree has no head');
  return { size: Number(row.size), peaks: row.peaks };
}

const LEAVES = {
  name: 'tree-leaves',
  text: 'select leaf as hash from sequence where index >= $1 and index < $2 order by index',
};
const NODES = {
  name: 'tree-nodes',
  text: 'select hash from tree_node where level = $3 and index >= $1 and index < $2 order by index',
};

/** Reads the hashes of the stored tree, for proofs. Throws when some are missing. */
export function treeNodes(ds: DataSource): ReadNodes {
  return async (level, from, to) => {
    const rows = await (level === 0
      ? statement<{ hash: Buffer }>(ds, LEAVES, [from, to])
      : statement<{ hash: Buffer }>(ds, NODES, [from, to, level]));
    if (rows.length !== to - from)
      throw new Error(`hashes of the tree are missing at level ${level}, ${from} to ${to}`);
    return rows.map(({ hash }) => hash);
  };
}

/** Tiles remembered at most: some 20 MB. */
const mostTiles = 512;

/** The same for many proofs in one tree: what they have in common is read once. For one reader, and not for long. */
export function sharedTreeNodes(ds: DataSource, size: number): ReadNodes {
  const read = treeNodes(ds);
  const tiles = new Map<string, Promise<readonly Buffer[]>>();
  return async (level, from, to) => {
    const first = from - (from % TILE);
    // No hash of a proof lies in two tiles.
    const end = Math.min(first + TILE, Math.floor(size / TILE ** level));
    const name = `${level} ${first}`;
    if (tiles.size >= mostTiles) tiles.clear();
    const tile = tiles.get(name) ?? read(level, first, end);
    tiles.set(name, tile);
    return (await tile).slice(from - first, to - first);
  };
}

const SOME = {
  name: 'tree-some-nodes',
  text: `select n.hash from unnest($1::smallint[], $2::bigint[]) with ordinality as x(level, index, place)
         left join tree_node n on n.level = x.level and n.index = x.index order by x.place`,
};

/** The stored hashes of these nodes, in their order; null for one that is not there. */
export async function storedNodes(
  ds: DataSource,
  nodes: readonly Pick<TileNode, 'level' | 'index'>[],
): Promise<(Buffer | null)[]> {
  const places = [nodes.map(({ level }) => level), nodes.map(({ index }) => index)];
  return (await statement<{ hash: Buffer | null }>(ds, SOME, places)).map(({ hash }) => hash);
}
