import type { DataSource } from 'typeorm';
import { LeasedLoop } from './leased-loop.js';
import { grown } from './ledger/tree.js';
import { waitingLeaves, writeSequence } from './store/sequence.js';

/** Entries that one turn takes: 1,000 take about 5 ms to hash, for which nothing else runs in this process. */
const PAGE = 1_000;

/** The lease of the sequencer. */
export const SEQUENCER = 'sequencer';

/**
 * Committed entries → gap-free sequence → tree. It takes what waits and never asks for what comes after an index: an
 * entry that commits late has waited, and comes next. One server at a time; were two to work, the tree's size, which each
 * statement names, would let one of them write.
 */
export class Sequencer extends LeasedLoop {
  constructor(ds: DataSource, report: (error: unknown) => void, page = PAGE) {
    super(
      ds,
      {
        name: SEQUENCER,
        everyMs: 100,
        leaseSeconds: 10,
        turn: async (token, holder) => {
          const { tree, leaves } = await waitingLeaves(ds, page);
          if (leaves.length === 0) return false;
          const added = leaves.map(({ leaf }) => leaf);
          await writeSequence(ds, tree, leaves, grown(tree, added), { name: SEQUENCER, holder, token });
          return leaves.length === page;
        },
      },
      report,
    );
  }
}
