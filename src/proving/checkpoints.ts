import type { DataSource } from 'typeorm';
import { LeasedLoop } from '../engine/leased-loop.js';
import { consistencyProof, rootOf } from '../engine/ledger/tree.js';
import { addCheckpoints, lastCheckpoint, type StoredCheckpoint } from '../engine/store/checkpoints.js';
import { treeHead, treeNodes } from '../engine/store/read-tree.js';
import type { SignedNote } from './signed-notes.js';
import { SignerRefuses, type SigningRequest, type TreeSigner } from './signer.js';

/** Proofs that a signer may ask for until it has found what a restored database shares with its past. */
const MOST_QUESTIONS = 64;

/**
 * Tree → checkpoint: whenever the tree has grown it is put before the signer, and what that signed is published in the
 * database. What the signer refuses is reported, and asked again: nothing but a person can put it right (docs/runbook.md).
 */
export class Checkpoints extends LeasedLoop {
  constructor(
    private readonly database: DataSource,
    private readonly signer: TreeSigner,
    report: (error: unknown) => void,
  ) {
    super(database, { name: 'checkpoints', everyMs: 300, leaseSeconds: 10, turn: () => this.sign() }, report);
  }

  private async sign(): Promise<boolean> {
    const [tree, last] = await Promise.all([treeHead(this.database), lastCheckpoint(this.database)]);
    const wanted = { size: tree.size, root: rootOf(tree) };
    if (wanted.size === 0 || (last?.size === wanted.size && last.root.equals(wanted.root))) return false;
    const notes = await this.signed({ ...wanted, have: last ? { n: last.n, note: last.note } : null }, last?.size ?? 0);
    await addCheckpoints(this.database, notes.map(stored));
    return notes.length > 0 && notes.at(-1)?.checkpoint.size !== wanted.size;
  }

  private async signed(
    wanted: Pick<SigningRequest, 'have' | 'size' | 'root'>,
    begin: number,
  ): Promise<readonly SignedNote[]> {
    for (let old = begin, question = 0; ; question++) {
      // A proof is read only from what is there; of a larger tree there is none.
      const provable = old > 0 && old <= wanted.size;
      const proof = provable ? await consistencyProof(treeNodes(this.database), old, wanted.size) : [];
      try {
        return await this.signer.sign({ ...wanted, old, proof });
      } catch (error) {
        if (!(error instanceof SignerRefuses && error.reason === 'stale') || question === MOST_QUESTIONS) throw error;
        old = error.size;
      }
    }
  }
}

function stored({ n, note, keys, checkpoint: { origin, size, root, extensions } }: SignedNote): StoredCheckpoint {
  const time = extensions.find((line) => line.startsWith('time '))?.slice('time '.length);
  const telling = extensions.length > 1;
  return { n, origin, size, root, note, keys, telling, signedAt: new Date(time ?? 0) };
}
