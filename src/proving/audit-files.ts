import type { DataSource } from 'typeorm';
import { openOffice } from '../admin/open-office.js';
import type { BundleSource, CountedIn, LogSource, Signed } from '../engine/ledger/audit-file.js';
import { parseCheckpoint } from '../engine/ledger/checkpoint.js';
import { parseEntry } from '../engine/ledger/entry.js';
import { findListed } from '../engine/ledger/manifest.js';
import { parseNote } from '../engine/ledger/note.js';
import { casesAsOf } from '../engine/store/case-heads.js';
import { checkpointsOfSize, type StoredCheckpoint, tellingCheckpoints } from '../engine/store/checkpoints.js';
import { placeOf, placesFrom, placesOfCase, placesOfType } from '../engine/store/places.js';
import { sharedTreeNodes } from '../engine/store/read-tree.js';
import type { Submit } from '../engine/submit.js';
import { definitionRecords } from './definition-records.js';
import { counted } from './manifests.js';
import { noSuchCheckpoint } from './problems.js';

/** A case as it stands: what a bundle of it begins with. */
export interface Standing {
  readonly caseId: string;
  readonly number: string;
  readonly version: number;
}

/**
 * What an auditor takes away, read from the tables page by page while it is written: each page is a statement of its own, so
 * nothing waits for a slow reader. What was sequenced never changes, so the pages are of one log all the same.
 */
export class AuditFiles {
  constructor(
    private readonly ds: DataSource,
    private readonly submit: Submit,
  ) {}

  /** The whole log up to a checkpoint, the last. */
  async log(last: StoredCheckpoint): Promise<LogSource> {
    const [signed, manifests] = await Promise.all([this.signed(last), this.manifests(last.size)]);
    return {
      ...signed,
      size: last.size,
      manifests: manifests.map(({ index, size }) => ({ index, size })),
      entries: (from) => placesFrom(this.ds, from, last.size),
    };
  }

  /**
   * A case as far as a checkpoint, the last, covers it, with the checkpoints of the sizes in `held`, which the auditor has of
   * older days. Throws 404 for a size that was never signed.
   */
  async bundle(
    last: StoredCheckpoint,
    { caseId, number, version }: Standing,
    held: readonly number[] = [],
  ): Promise<BundleSource> {
    const [signed, manifest] = await Promise.all([this.signed(last, held), this.lastWith(caseId, last.size)]);
    return {
      ...signed,
      caseId,
      number,
      version,
      nodes: sharedTreeNodes(this.ds, last.size),
      entries: () => placesOfCase(this.ds, caseId, { version, before: last.size }),
      manifest,
    };
  }

  private async signed(last: StoredCheckpoint, held: readonly number[] = []): Promise<Signed> {
    const telling = await tellingCheckpoints(this.ds, last.origin, last.n);
    const first = telling[0] ?? last;
    const older = await checkpointsOfSize(this.ds, last, held);
    const unknown = held.filter((size) => size !== last.size && !older.some((one) => one.size === size));
    if (unknown.length > 0) throw noSuchCheckpoint(unknown);
    const more = older.filter(({ n }) => !telling.some((one) => one.n === n));
    const checkpoints = [...telling, ...more].sort((one, other) => one.n - other.n);
    const [key = '', keyBefore = ''] = first.keys;
    const before = continuedBy(first.note);
    return {
      origin: last.origin,
      key,
      // What continues another origin is signed by this one's key and then by that one's.
      continued: before === undefined ? null : { origin: before, key: keyBefore },
      definitions: definitionRecords(),
      checkpoints: checkpoints.map(({ note }) => note),
    };
  }

  private async manifests(before: number): Promise<{ index: number; size: number; entry: Buffer }[]> {
    const placed = await placesOfType(this.ds, await openOffice(this.submit), counted, before);
    return placed.map(({ index, bytes }) => ({ index, size: sizeIn(bytes), entry: bytes }));
  }

  private async lastWith(caseId: string, before: number): Promise<CountedIn | null> {
    const opening = await placeOf(this.ds, caseId, 1);
    if (!opening) return null;
    const manifest = (await this.manifests(before)).findLast(({ size }) => size > opening.index);
    const listed = manifest && (await findListed(casesAsOf(this.ds, manifest.size), caseId));
    return listed ? { ...manifest, place: listed.place, listed: listed.path } : null;
  }
}

function continuedBy(note: string): string | undefined {
  const { extensions } = parseCheckpoint(parseNote(note).text);
  return extensions.find((line) => line.startsWith('continues '))?.split(' ')[1];
}

/** How many entries a manifest counts; -1 for bytes that somebody damaged, which it is for the verifier to say. */
function sizeIn(bytes: Buffer): number {
  try {
    const size = parseEntry(bytes).body['size'];
    return typeof size === 'number' ? size : -1;
  } catch {
    return -1;
  }
}
