import type { DataSource } from 'typeorm';
import { type KeyProvider, openContent } from '../access/sealing/index.js';
import type { Actor } from '../engine/definition/index.js';
import { LeasedRounds } from '../engine/leased-rounds.js';
import { loadFiles } from '../engine/store/load-files.js';
import type { Submit } from '../engine/submit.js';
import { statement } from '../platform/database.js';
import type { BlobRows } from './blob-rows.js';
import type { Blobs } from './blobs/blobs.js';
import type { Scanner } from './scanner/scanner.js';

/** A file in quarantine. */
export interface Waiting {
  readonly address: string;
  readonly case_id: string;
  readonly part: string;
}

const waiting = {
  name: 'files-to-scan',
  text: `
    select b.address, b.case_id, p.part from blob b
    join case_part p on p.case_id = b.case_id and p.kind = 'evidence' and p.facts->>'blob' = b.address and p.state = '"quarantined"'
    where b.scanned_at is null and b.address <> all($2::text[])
    order by b.stored_at limit $1`,
};

const system: Actor = { account: 'system', role: 'system', org: { code: 'system', kind: 'system' } };

/** What the rounds stand on. */
export interface ScansGround {
  readonly ds: DataSource;
  readonly submit: Submit;
  readonly keys: KeyProvider;
  readonly blobs: Blobs;
  readonly rows: BlobRows;
}

/**
 * Files in quarantine → scanner → `submit`. One server at a time (a leased row); were two to scan one file, the second
 * verdict would find it out of quarantine. What the scanner cannot tell stays in quarantine and is tried again; without a
 * scanner all of it stays there.
 */
export class Scans extends LeasedRounds<Waiting> {
  constructor(ground: ScansGround, scanner: Scanner | undefined, report: (error: unknown, caseId?: string) => void) {
    const work = {
      name: 'evidence-scans',
      everyMs: 2_000,
      // Shorter than a long scan: after a crash nobody waits for long, and two who scan one file do no harm.
      leaseSeconds: 10,
      page: 4,
      due: async (page: number, except: readonly string[]) =>
        scanner ? statement<Waiting>(ground.ds, waiting, [page, except]) : [],
      // Each file for itself: the others of its case may well be scanned.
      caseOf: ({ address }: Waiting) => address,
      act: async (one: Waiting) => scanner && scan(ground, scanner, one),
    };
    super(ground.ds, work, report);
  }
}

/** Scans one file and records the verdict. Rejects when the scanner cannot tell. */
export async function scan(
  ground: ScansGround,
  scanner: Scanner,
  { address, case_id: id, part }: Waiting,
): Promise<void> {
  const { ds, submit, keys, blobs, rows } = ground;
  const [loaded] = await loadFiles(ds, [{ caseId: id, key: null, organisation: null }]);
  const wrapped = loaded?.found?.wrappedKey;
  // Erased meanwhile.
  if (!wrapped) return;
  const caseKey = keys.unwrap(wrapped, id);
  const verdict = await scanner.scan(() => opened(blobs, address, caseKey, id));
  const raw = { part, scanner: scanner.name, ...verdict };
  const intent = { type: 'evidence.scanned', raw, acting: () => system, scope: null, mayRecord: () => true };
  const key = `scan:${address}`;
  const outcome = await submit.record(id, null, { intent, sender: 'system', key, dryRun: false, same: address });
  if (outcome.kind !== 'recorded' && outcome.kind !== 'refused')
    throw new Error(`a file was scanned and that is not recorded: ${outcome.kind}`);
  await rows.scanned(address);
}

async function* opened(blobs: Blobs, address: string, caseKey: Buffer, id: string): AsyncGenerator<Buffer> {
  yield* openContent(caseKey, id, await blobs.read(address));
}
