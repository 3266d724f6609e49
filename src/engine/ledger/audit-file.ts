import type { Json } from '../definition/index.js';
import { parseCheckpoint } from './checkpoint.js';
import { type Entry, parseEntry } from './entry.js';
import { parseNote } from './note.js';
import { consistencyProof, inclusionProof, type ReadNodes, TILE } from './tree.js';

/**
 * PURE. The file that an auditor takes away, line by line as docs/audit-log.md says: the whole log, or the bundle of one
 * case. Whoever reads the tables gives the sources; each chunk that comes out ends at the end of a line.
 */

/** The signed words that both files carry. */
export interface Signed {
  readonly origin: string;
  /** The first key of the origin, as a note's verifier. */
  readonly key: string;
  /** The origin that this one continues, and the key of that one. */
  readonly continued: { readonly origin: string; readonly key: string } | null;
  /** The records of the definitions, without their `lanjie`. */
  readonly definitions: readonly { readonly [member: string]: Json }[];
  /** Published notes, ascending by size; the last one is what the file rests on. */
  readonly checkpoints: readonly string[];
}

/** A place of the sequence, and what the ledger has there; null when that is gone. */
export interface Placed {
  readonly index: number;
  readonly caseId: string;
  readonly version: number;
  /** As the sequence has it. */
  readonly leaf: Buffer;
  readonly bytes: Buffer | null;
}

export interface LogSource extends Signed {
  readonly size: number;
  readonly manifests: readonly { readonly index: number; readonly size: number }[];
  /** Pages of places, ascending from that index; it may go on beyond `size`. */
  entries(from: number): AsyncIterable<readonly Placed[]>;
}

/** The last manifest that counts a case: its entry, its place in the log, and the case's place among those counted. */
export interface CountedIn {
  readonly entry: Buffer;
  readonly index: number;
  readonly place: number;
  readonly listed: readonly Buffer[];
}

export interface BundleSource extends Signed {
  readonly caseId: string;
  readonly number: string;
  /** At which the case stands. */
  readonly version: number;
  readonly nodes: ReadNodes;
  /** Pages of the case's entries that have a place, by version. */
  entries(): AsyncIterable<readonly Placed[]>;
  readonly manifest: CountedIn | null;
}

/** The whole log in chunks of a page each. */
export async function* logFile(source: LogSource): AsyncGenerator<Buffer> {
  const { origin, size } = source;
  const head = [record('log', { format: 1, origin, size }), ...signedRecords(source)];
  const manifests = source.manifests.map(({ index, size }) => record('manifest', { index, size }));
  yield chunk([...head, ...manifests]);
  const places = new Places(size);
  for await (const page of size > 0 ? source.entries(0) : []) {
    const lines = page.flatMap((placed) => places.upTo(placed.index, placed));
    if (lines.length > 0) yield chunk(lines);
    if (places.full) break;
  }
  yield chunk([...places.upTo(size), record('end', { entries: size })]);
}

const nothing = { caseId: '', version: 0, leaf: Buffer.alloc(32), bytes: null };

/** The lines of one place after another: a place that the sequence itself has lost is told as missing. */
class Places {
  private next = 0;
  private tile: Buffer[] = [];

  constructor(private readonly size: number) {}

  get full(): boolean {
    return this.next >= this.size;
  }

  /** The lines of all places before this index, and of this one when something stands there. */
  upTo(index: number, placed?: Placed): (Buffer | string)[] {
    const lines: (Buffer | string)[] = [];
    while (!this.full && this.next < index) lines.push(...this.at({ index: this.next, ...nothing }));
    if (placed && !this.full) lines.push(...this.at(placed));
    return lines;
  }

  private at({ index, caseId, version, leaf, bytes }: Placed): (Buffer | string)[] {
    this.next = index + 1;
    this.tile.push(leaf);
    const missing = { index, case: caseId, version, leaf: leaf.toString('hex') };
    return [bytes ?? record('missing', missing), ...this.filled()];
  }

  private filled(): string[] {
    if (this.tile.length < TILE && !this.full) return [];
    const index = Math.ceil(this.next / TILE) - 1;
    const leaves = Buffer.concat(this.tile).toString('base64');
    this.tile = [];
    return [record('tile', { index, leaves })];
  }
}

/** One case with the proofs that it stands in the log, in chunks of a page each. */
export async function* bundleFile(source: BundleSource): AsyncGenerator<Buffer> {
  const { origin, caseId, number, version, nodes, manifest } = source;
  const sizes = source.checkpoints.map((note) => parseCheckpoint(parseNote(note).text).size);
  const covered = sizes.at(-1) ?? 0;
  const head = record('bundle', { format: 1, origin, case: caseId, number, version });
  yield chunk([head, ...signedRecords(source), ...(await consistencies(nodes, sizes))]);
  const evidence: string[] = [];
  let entries = 0;
  for await (const page of source.entries()) {
    const lines: (Buffer | string)[] = [];
    for (const { index, version, bytes } of page) {
      if (!bytes || index >= covered) continue;
      const path = hex(await inclusionProof(nodes, index, covered));
      lines.push(bytes, record('inclusion', { version, index, path }));
      evidence.push(...evidenceIn(bytes));
      entries += 1;
    }
    if (lines.length > 0) yield chunk(lines);
  }
  const counted = manifest && manifest.index < covered ? [await manifestRecord(nodes, covered, manifest)] : [];
  yield chunk([...counted, ...evidence, record('end', { entries })]);
}

async function consistencies(nodes: ReadNodes, sizes: readonly number[]): Promise<string[]> {
  const records: string[] = [];
  for (const [i, to] of sizes.entries()) {
    const from = sizes[i - 1];
    if (from === undefined || from === to) continue;
    const path = from === 0 ? [] : await consistencyProof(nodes, from, to);
    records.push(record('consistency', { from, to, path: hex(path) }));
  }
  return records;
}

async function manifestRecord(nodes: ReadNodes, size: number, manifest: CountedIn): Promise<string> {
  const { entry, index, place, listed } = manifest;
  const path = hex(await inclusionProof(nodes, index, size));
  return record('manifest', { entry: entry.toString('utf8'), index, path, place, listed: hex(listed) });
}

/** The file that an entry took in: the part is the one it is addressed to, or the one it opened. */
function evidenceIn(bytes: Buffer): string[] {
  if (!bytes.includes('"type":"evidence.received"')) return [];
  const entry = entryIn(bytes);
  if (entry?.type !== 'evidence.received') return [];
  const { version, part, body, effects } = entry;
  return [record('evidence', { version, part: part ?? effects.opened[0] ?? '', blob: body['blob'] ?? '' })];
}

/** Null for bytes that somebody damaged: it is for the verifier to say so. */
function entryIn(bytes: Buffer): Entry | null {
  try {
    return parseEntry(bytes);
  } catch {
    return null;
  }
}

function signedRecords({ key, continued, definitions, checkpoints }: Signed): string[] {
  return [
    record('key', { key }),
    ...(continued ? [record('key', { key: continued.key, of: continued.origin })] : []),
    ...definitions.map((definition) => record('definition', definition)),
    ...checkpoints.map((note) => record('checkpoint', { note })),
  ];
}

function record(lanjie: string, members: { readonly [member: string]: Json }): string {
  return JSON.stringify({ lanjie, ...members });
}

function hex(path: readonly Buffer[]): string[] {
  return path.map((hash) => hash.toString('hex'));
}

const lineFeed = Buffer.of(0x0a);

function chunk(lines: readonly (Buffer | string)[]): Buffer {
  return Buffer.concat(lines.flatMap((line) => [typeof line === 'string' ? Buffer.from(line) : line, lineFeed]));
}
