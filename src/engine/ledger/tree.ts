import { hash } from 'node:crypto';

/**
 * PURE. The Merkle tree of RFC 6962, section 2.1, over the leaf hashes of all entries in their sequence. A tree only
 * grows: it is kept as its `peaks`, the roots of the complete subtrees that stand side by side, largest first, one for
 * each bit of its size.
 */
export interface Tree {
  readonly size: number;
  readonly peaks: readonly Buffer[];
}

/** Leaves of one tile: complete subtrees of 256^n leaves are kept, so that a proof reads 255 hashes a level at most. */
export const TILE = 256;

/** A complete subtree of 256^level leaves, the index-th from the left. `level` ≥ 1. */
export interface TileNode {
  readonly level: number;
  readonly index: number;
  readonly hash: Buffer;
}

export const emptyTree: Tree = { size: 0, peaks: [] };

const nodePrefix = Buffer.of(0x01);

/** SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: Buffer, right: Buffer): Buffer {
  return hash('sha256', Buffer.concat([nodePrefix, left, right]), 'buffer');
}

/** The tree with these leaves added, and the tile nodes they complete. */
export function grown(tree: Tree, leaves: readonly Buffer[]): { readonly tree: Tree; readonly nodes: TileNode[] } {
  const peaks = [...tree.peaks];
  const nodes: TileNode[] = [];
  let { size } = tree;
  for (const leaf of leaves) {
    size += 1;
    let peak = leaf;
    let width = 1;
    // One carry for each trailing zero of the new size, as in adding one to a binary number.
    for (; size % (width * 2) === 0; width *= 2) {
      const left = peaks.pop();
      if (!left) throw new Error('the tree has fewer peaks than its size says');
      peak = nodeHash(left, peak);
      const level = tileLevel(width * 2);
      if (level > 0) nodes.push({ level, index: size / (width * 2) - 1, hash: peak });
    }
    peaks.push(peak);
  }
  return { tree: { size, peaks }, nodes };
}

/** n when `width` is 256^n; otherwise 0. */
function tileLevel(width: number): number {
  let level = 0;
  for (let rest = width; rest > 1; rest /= TILE) {
    if (rest % TILE !== 0) return 0;
    level += 1;
  }
  return level;
}

/** The root of a tree: its peaks folded from the right. Of the empty tree SHA-256 of nothing (RFC 6962, 2.1). */
export function rootOf({ peaks }: Tree): Buffer {
  return folded(peaks) ?? hash('sha256', Buffer.alloc(0), 'buffer');
}

function folded(peaks: readonly Buffer[]): Buffer | undefined {
  return peaks.reduceRight<Buffer | undefined>((right, left) => (right ? nodeHash(left, right) : left), undefined);
}

/**
 * Gives the hashes of complete subtrees of 256^level leaves each, `from` (inclusive) to `to` (exclusive) from the left;
 * at level 0 these are the leaves themselves.
 */
export type ReadNodes = (level: number, from: number, to: number) => Promise<readonly Buffer[]>;

/** Proves that leaf `index` stands in the tree of `size` leaves (RFC 6962, 2.1.1). Throws when it does not. */
export async function inclusionProof(read: ReadNodes, index: number, size: number): Promise<Buffer[]> {
  if (!(Number.isSafeInteger(index) && index >= 0 && index < size)) throw new RangeError('no such leaf in this tree');
  const path: Buffer[] = [];
  let [low, high] = [0, size];
  while (high - low > 1) {
    const middle = low + largestPowerBelow(high - low);
    if (index < middle) {
      path.push(await rangeHash(read, middle, high));
      high = middle;
    } else {
      path.push(await rangeHash(read, low, middle));
      low = middle;
    }
  }
  return path.reverse();
}

/** Proves that the tree of `first` leaves is the beginning of that of `second` (RFC 6962, 2.1.2). 1 ≤ first ≤ second. */
export async function consistencyProof(read: ReadNodes, first: number, second: number): Promise<Buffer[]> {
  if (!(Number.isSafeInteger(first) && first >= 1 && first <= second)) throw new RangeError('no such older tree');
  const path: Buffer[] = [];
  let [low, high] = [0, second];
  // The older tree's root is known to whoever asks: it is proved only where the newer tree has grown past it.
  let whole = true;
  while (high !== first) {
    const middle = low + largestPowerBelow(high - low);
    if (first <= middle) {
      path.push(await rangeHash(read, middle, high));
      high = middle;
    } else {
      path.push(await rangeHash(read, low, middle));
      low = middle;
      whole = false;
    }
  }
  if (!whole) path.push(await rangeHash(read, low, high));
  return path.reverse();
}

/** The hash over the leaves `from` to `to` (exclusive), of which `from` is a multiple of the power of two that holds them. */
async function rangeHash(read: ReadNodes, from: number, to: number): Promise<Buffer> {
  const peaks: Buffer[] = [];
  let at = from;
  for (let level = levelsOf(to - from); level >= 0; level--) {
    const width = TILE ** level;
    const end = Math.floor(to / width);
    if (at % width !== 0 || end * width <= at) continue;
    peaks.push(...peaksOf(await read(level, at / width, end)));
    at = end * width;
  }
  const root = folded(peaks);
  if (!root) throw new Error('a hash over no leaves');
  return root;
}

function levelsOf(leaves: number): number {
  let level = 0;
  for (let width = TILE; width <= leaves; width *= TILE) level += 1;
  return level;
}

function peaksOf(nodes: readonly Buffer[]): readonly Buffer[] {
  return grown(emptyTree, nodes).tree.peaks;
}

/** The largest power of two smaller than n. n ≥ 2. */
function largestPowerBelow(n: number): number {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}

/** Whether the proof shows the leaf at `index` in the tree of `size` leaves with this root (RFC 9162, 2.1.3.2). */
export function isIncluded(
  leaf: Buffer,
  index: number,
  { size, root }: { readonly size: number; readonly root: Buffer },
  proof: readonly Buffer[],
): boolean {
  if (!(Number.isSafeInteger(index) && index >= 0 && index < size)) return false;
  let [place, last, current] = [index, size - 1, leaf];
  for (const sibling of proof) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      current = nodeHash(sibling, current);
      while (place % 2 === 0 && place !== 0) [place, last] = [half(place), half(last)];
    } else current = nodeHash(current, sibling);
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && current.equals(root);
}

/** Whether the proof shows that the older tree is the beginning of the newer one (RFC 9162, 2.1.4.2). */
export function isExtended(
  older: { readonly size: number; readonly root: Buffer },
  newer: { readonly size: number; readonly root: Buffer },
  proof: readonly Buffer[],
): boolean {
  if (older.size > newer.size) return false;
  if (older.size === newer.size) return proof.length === 0 && older.root.equals(newer.root);
  // Everything extends nothing.
  if (older.size === 0) return proof.length === 0;
  // A tree whose size is a power of two is itself the first node of the way.
  const way = isPowerOfTwo(older.size) ? [older.root, ...proof] : [...proof];
  const [first, ...rest] = way;
  if (!first) return false;
  let [place, last] = [older.size - 1, newer.size - 1];
  while (place % 2 === 1) [place, last] = [half(place), half(last)];
  let [old, current] = [first, first];
  for (const sibling of rest) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      old = nodeHash(sibling, old);
      current = nodeHash(sibling, current);
      while (place % 2 === 0 && place !== 0) [place, last] = [half(place), half(last)];
    } else current = nodeHash(current, sibling);
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && old.equals(older.root) && current.equals(newer.root);
}

// Sizes may pass 2^31: shifts would not do.
function half(n: number): number {
  return Math.floor(n / 2);
}

function isPowerOfTwo(n: number): boolean {
  return largestPowerBelow(n + 1) === n;
}
