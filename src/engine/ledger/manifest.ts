import { canonicalJson } from '../definition/index.js';
import { leafHash } from './entry.js';
import { emptyTree, grown, nodeHash, rootOf } from './tree.js';

/** PURE. The count of all cases, and the proof that a case is among those counted. docs/audit-log.md, "The manifest". */

/** A case at a size of the sequence: the version and the leaf hash of its last entry that stands before it. */
export interface CountedCase {
  readonly caseId: string;
  readonly version: number;
  readonly head: Buffer;
}

/** Cases page by page, ascending by id. */
export type CountedCases = AsyncIterable<readonly CountedCase[]> | Iterable<readonly CountedCase[]>;

/** The leaf of a case: SHA-256(0x00 ‖ `["<case>",<version>,"<head>"]`). */
export function caseLeaf({ caseId, version, head }: CountedCase): Buffer {
  return leafHash(Buffer.from(canonicalJson([caseId, version, head.toString('hex')])));
}

/** How many cases there are, and the root of the tree over them. */
export async function countCases(cases: CountedCases): Promise<{ readonly cases: number; readonly root: Buffer }> {
  let tree = emptyTree;
  for await (const page of cases) tree = grown(tree, page.map(caseLeaf)).tree;
  return { cases: tree.size, root: rootOf(tree) };
}

/** A case's place among those counted, from 0, and the proof that it stands there. */
export interface Listed {
  readonly place: number;
  readonly path: readonly Buffer[];
}

/** A complete subtree; `path` leads from the case that is looked for to its root, null while it holds another. */
interface Peak {
  readonly hash: Buffer;
  readonly path: readonly Buffer[] | null;
}

/** The place of a case and its proof, in one reading; null when it is not among them. */
export async function findListed(cases: CountedCases, caseId: string): Promise<Listed | null> {
  const peaks: Peak[] = [];
  let place: number | null = null;
  let size = 0;
  for await (const page of cases)
    for (const one of page) {
      if (one.caseId === caseId) place = size;
      size += 1;
      let peak: Peak = { hash: caseLeaf(one), path: one.caseId === caseId ? [] : null };
      for (let width = 1; size % (width * 2) === 0; width *= 2) peak = joined(peaks.pop(), peak);
      peaks.push(peak);
    }
  if (place === null) return null;
  return { place, path: peaks.reduceRight((right, left) => joined(left, right)).path ?? [] };
}

function joined(left: Peak | undefined, right: Peak): Peak {
  if (!left) throw new Error('the tree has fewer peaks than its size says');
  const hash = nodeHash(left.hash, right.hash);
  if (left.path) return { hash, path: [...left.path, right.hash] };
  return { hash, path: right.path ? [...right.path, left.hash] : null };
}
