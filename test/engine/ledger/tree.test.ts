import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { leafHash } from '../../../src/engine/ledger/entry.js';
import {
  consistencyProof,
  emptyTree,
  grown,
  inclusionProof,
  isExtended,
  isIncluded,
  nodeHash,
  type ReadNodes,
  rootOf,
  type Tree,
} from '../../../src/engine/ledger/tree.js';

const leaves = Array.from({ length: 600 }, (_, i) => leafHash(Buffer.from(`entry ${i}`)));
const trees: Tree[] = [emptyTree];
for (const leaf of leaves) trees.push(grown(trees.at(-1) ?? emptyTree, [leaf]).tree);

/** The definition of RFC 6962, word by word. */
function rootByDefinition(some: readonly Buffer[]): Buffer {
  const [only] = some;
  if (some.length === 1 && only) return only;
  let k = 1;
  while (k * 2 < some.length) k *= 2;
  return nodeHash(rootByDefinition(some.slice(0, k)), rootByDefinition(some.slice(k)));
}

/** The hash over these leaves as it is defined; each is worked out once. */
const ranges = new Map<number, Buffer>();
function rangeByDefinition(from: number, to: number): Buffer {
  const key = from * 1000 + to;
  const found = ranges.get(key) ?? rootByDefinition(leaves.slice(from, to));
  ranges.set(key, found);
  return found;
}

const splitOf = (width: number) => 2 ** Math.ceil(Math.log2(width) - 1);

/** PATH of RFC 6962, 2.1.1. */
function pathByDefinition(index: number, from: number, to: number): Buffer[] {
  if (to - from === 1) return [];
  const middle = from + splitOf(to - from);
  return index < middle
    ? [...pathByDefinition(index, from, middle), rangeByDefinition(middle, to)]
    : [...pathByDefinition(index, middle, to), rangeByDefinition(from, middle)];
}

/** SUBPROOF of RFC 6962, 2.1.2: that the leaves up to `older` are the beginning of these. */
function subproofByDefinition(older: number, from: number, to: number, known: boolean): Buffer[] {
  if (older === to) return known ? [] : [rangeByDefinition(from, to)];
  const middle = from + splitOf(to - from);
  return older <= middle
    ? [...subproofByDefinition(older, from, middle, known), rangeByDefinition(middle, to)]
    : [...subproofByDefinition(older, middle, to, false), rangeByDefinition(from, middle)];
}

/** What a store holds: the leaves and the tile nodes that growing completed. */
function storeOf(all: readonly Buffer[]): ReadNodes {
  const nodes = new Map(grown(emptyTree, all).nodes.map((node) => [`${node.level} ${node.index}`, node.hash]));
  return async (level, from, to) =>
    Array.from({ length: to - from }, (_, i) => {
      const found = level === 0 ? all[from + i] : nodes.get(`${level} ${from + i}`);
      if (!found) throw new Error(`no node ${level} ${from + i}`);
      return found;
    });
}

const headOf = (size: number) => ({ size, root: rootOf(trees[size] ?? emptyTree) });
const changed = (bytes: Buffer, at: number) => {
  const other = Buffer.from(bytes);
  other.writeUInt8(other.readUInt8(at) ^ 1, at);
  return other;
};

/** All places of a small tree; of a larger one those beside its ends, its middle and its largest complete subtree. */
const someOf = (size: number) => {
  const all = Array.from({ length: size }, (_, i) => i);
  const near = [0, 1, size >> 1, 2 ** Math.floor(Math.log2(size)), size - 2, size - 1, (size * 7) % 11];
  return size <= 48 ? all : all.filter((i) => near.includes(i));
};

/** Each hash of a proof in turn, from one size to the next; a proof that is empty is made longer. */
const oneChanged = (proof: readonly Buffer[], turn: number) => {
  const at = turn % Math.max(1, proof.length);
  return proof.length === 0 ? [Buffer.alloc(32)] : proof.with(at, changed(proof[at] ?? Buffer.alloc(32), 7));
};

/** A proof with one hash changed, one more, one less, or two of them exchanged: two of these in turn. */
const spoilt = (proof: readonly Buffer[], turn: number) => {
  const [first = Buffer.alloc(32), second = first] = proof;
  const ways = [
    oneChanged(proof, turn),
    [...proof, first],
    proof.length === 0 ? [first] : proof.slice(0, -1),
    proof.length < 2 ? [second, first, first] : [second, first, ...proof.slice(2)],
  ];
  return [0, 1].map((more) => ways[(turn + more) % ways.length] ?? proof);
};

describe('the tree', () => {
  it('has the roots of the Certificate Transparency reference implementation', () => {
    const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
    const roots = [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    ];
    expect(rootOf(emptyTree).toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    const hashes = inputs.map((hex) => leafHash(Buffer.from(hex, 'hex')));
    for (const [i, root] of roots.entries())
      expect(rootOf(grown(emptyTree, hashes.slice(0, i + 1)).tree).toString('hex')).toBe(root);
  });

  it('has the root that RFC 6962 defines, at every size', () => {
    for (let size = 1; size <= 300; size++)
      expect(headOf(size).root.equals(rootByDefinition(leaves.slice(0, size)))).toBe(true);
  });

  it('is the same whether it grows leaf by leaf or at once, and keeps the same tile nodes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 5 }), (steps) => {
        let tree = emptyTree;
        const nodes = [];
        for (const step of steps) {
          const more = grown(tree, leaves.slice(tree.size, Math.min(tree.size + step, leaves.length)));
          nodes.push(...more.nodes);
          tree = more.tree;
        }
        expect({ tree, nodes }).toEqual(grown(emptyTree, leaves.slice(0, tree.size)));
      }),
    );
  });
});

describe('a proof of inclusion', () => {
  it('shows the leaves of every tree up to 256, and no other leaf, place, size or root', async () => {
    const read = storeOf(leaves);
    for (let size = 1; size <= 256; size++) {
      const head = headOf(size);
      for (const index of someOf(size)) {
        const proof = await inclusionProof(read, index, size);
        const leaf = leaves[index] ?? Buffer.alloc(0);
        if (!isIncluded(leaf, index, head, proof)) throw new Error(`leaf ${index} of ${size} is not shown`);
        const other = size - 1 - index;
        if (other !== index && isIncluded(leaf, other, head, proof)) throw new Error(`${index} shown at ${other}`);
        if (isIncluded(changed(leaf, index % 32), index, head, proof)) throw new Error('another leaf is shown');
        if (isIncluded(leaf, index, { ...head, root: changed(head.root, 3) }, proof)) throw new Error('another root');
        if (isIncluded(leaf, index, head, [...proof, leaf])) throw new Error('a longer proof');
        if (proof.length > 0 && isIncluded(leaf, index, head, proof.slice(1))) throw new Error('a shorter proof');
        if (isIncluded(leaf, index, head, oneChanged(proof, index))) throw new Error('a changed proof');
      }
    }
  });

  it('as it is defined is taken for every leaf of every tree up to 256; changed, longer or shorter it is not', () => {
    for (let size = 1; size <= 256; size++)
      for (let index = 0; index < size; index++) {
        const proof = pathByDefinition(index, 0, size);
        const taken = (path: readonly Buffer[]) =>
          isIncluded(leaves[index] ?? Buffer.alloc(0), index, headOf(size), path);
        if (!taken(proof)) throw new Error(`leaf ${index} of ${size} is not shown`);
        if (spoilt(proof, index + size).some(taken))
          throw new Error(`leaf ${index} of ${size} is shown by another proof`);
      }
  });

  it('reads tiles where they are complete', async () => {
    const asked: number[] = [];
    const store = storeOf(leaves);
    const read: ReadNodes = (level, from, to) => {
      asked.push(to - from);
      return store(level, from, to);
    };
    const proof = await inclusionProof(read, 599, 600);
    expect(isIncluded(leaves[599] ?? Buffer.alloc(0), 599, headOf(600), proof)).toBe(true);
    expect(Math.max(...asked)).toBeLessThan(256);
    expect(asked.reduce((all, one) => all + one, 0)).toBeLessThan(100);
  });

  it('is refused for a leaf that is not in the tree', async () => {
    await expect(inclusionProof(storeOf(leaves), 5, 5)).rejects.toThrow(RangeError);
    await expect(inclusionProof(storeOf(leaves), -1, 5)).rejects.toThrow(RangeError);
  });
});

describe('a proof of consistency', () => {
  it('shows the older trees in every newer one up to 256, and nothing else', async () => {
    const read = storeOf(leaves);
    for (let newer = 1; newer <= 256; newer++) {
      for (const older of someOf(newer).map((index) => index + 1)) {
        const proof = await consistencyProof(read, older, newer);
        const [one, two] = [headOf(older), headOf(newer)];
        if (!isExtended(one, two, proof)) throw new Error(`${older} in ${newer} is not shown`);
        if (isExtended({ ...one, root: changed(one.root, 0) }, two, proof)) throw new Error('another older tree');
        if (isExtended(one, { ...two, root: changed(two.root, 0) }, proof)) throw new Error('another newer tree');
        if (older < newer && isExtended(two, one, proof)) throw new Error('backwards');
        if (isExtended(one, two, [...proof, one.root])) throw new Error('a longer proof');
        if (isExtended(one, two, oneChanged(proof, older))) throw new Error('a changed proof');
      }
    }
  });

  it('as it is defined is taken for every pair of trees up to 256; changed, longer or shorter it is not', () => {
    for (let newer = 1; newer <= 256; newer++)
      for (let older = 1; older <= newer; older++) {
        const proof = subproofByDefinition(older, 0, newer, true);
        const taken = (path: readonly Buffer[]) => isExtended(headOf(older), headOf(newer), path);
        if (!taken(proof)) throw new Error(`${older} in ${newer} is not shown`);
        if (spoilt(proof, older + newer).some(taken)) throw new Error(`${older} in ${newer} is shown by another proof`);
      }
  });

  it('needs none for the empty tree', () => {
    expect(isExtended(headOf(0), headOf(9), [])).toBe(true);
    expect(isExtended(headOf(0), headOf(9), [headOf(9).root])).toBe(false);
  });
});
