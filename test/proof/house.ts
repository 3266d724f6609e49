import { type CaseFile, canonicalJson, type Json } from '../../src/engine/definition/index.js';
import type { BundleSource, LogSource, Placed } from '../../src/engine/ledger/audit-file.js';
import { type Checkpoint, checkpointText } from '../../src/engine/ledger/checkpoint.js';
import { type Entry, leafHash, noPrevious, type SealedEntry } from '../../src/engine/ledger/entry.js';
import { type CountedCase, countCases, findListed } from '../../src/engine/ledger/manifest.js';
import { noteText, type Signer, signatureOn, verifierText } from '../../src/engine/ledger/note.js';
import { emptyTree, grown, type ReadNodes, rootOf, type Tree } from '../../src/engine/ledger/tree.js';

export interface LedgerRow {
  readonly caseId: string;
  readonly version: number;
  entry: Buffer;
  leaf: Buffer;
  /** What it was when it was written, and the case as it left it; nobody tampers with these. */
  readonly honest: { readonly sealed: SealedEntry; readonly file: CaseFile | null };
}

export interface SequenceRow {
  caseId: string;
  version: number;
  leaf: Buffer;
}

/** A row of case_file with its parts and clocks. */
export interface CaseRow {
  readonly id: string;
  number: string;
  version: number;
  head: Buffer;
  /** The projection; null where nobody keeps one. */
  file: CaseFile | null;
}

/** Who signs for an origin, from which checkpoint on, and where it came from. */
export interface Line {
  readonly origin: string;
  /** The first key of the origin. */
  readonly first: Signer;
  readonly continued: { readonly origin: string; readonly signer: Signer; readonly lost: boolean } | null;
}

/** A checkpoint as it was published, and by whom it was signed; its witnesses last. */
export interface Published {
  readonly checkpoint: Checkpoint;
  readonly signers: readonly Signer[];
  readonly note: string;
}

export const manifestType = 'office.casesCounted';

type Definitions = LogSource['definitions'];

/**
 * The tables of a server in memory, written honestly: `commit` gives an entry its place at once, `count` and `sign` do what
 * the server's manifest and signer do. Whoever tampers reaches into the tables.
 */
export class House {
  readonly ledger = new Map<string, LedgerRow>();
  /** A lost row leaves a hole. */
  sequence: (SequenceRow | undefined)[] = [];
  readonly nodes = new Map<string, Buffer>();
  readonly cases = new Map<string, CaseRow>();
  checkpoints: Published[] = [];
  readonly definitions: Definitions;
  line: Line;
  private tree: Tree = emptyTree;

  constructor(line: Line, definitions: Definitions) {
    this.line = line;
    this.definitions = definitions;
  }

  copy(): House {
    const copy = new House(this.line, this.definitions);
    for (const [key, row] of this.ledger) copy.ledger.set(key, { ...row });
    for (const [id, row] of this.cases) copy.cases.set(id, { ...row });
    for (const [key, hash] of this.nodes) copy.nodes.set(key, hash);
    copy.sequence = this.sequence.map((row) => (row ? { ...row } : undefined));
    copy.checkpoints = [...this.checkpoints];
    copy.tree = this.tree;
    return copy;
  }

  /** Entry and case in one transaction, and a place in the sequence. */
  commit(sealed: SealedEntry, file: CaseFile | null = null): void {
    const { entry, bytes, leaf } = sealed;
    const { case: caseId, version, number } = entry;
    this.ledger.set(keyOf(caseId, version), { caseId, version, entry: bytes, leaf, honest: { sealed, file } });
    this.cases.set(caseId, { id: caseId, number, version, head: leaf, file });
    this.place({ caseId, version, leaf });
  }

  /** What the sequencer does. */
  place(row: SequenceRow): void {
    this.sequence.push(row);
    const { tree, nodes } = grown(this.tree, [row.leaf]);
    this.tree = tree;
    for (const { level, index, hash } of nodes) this.nodes.set(`${level} ${index}`, hash);
  }

  get size(): number {
    return this.sequence.length;
  }

  get root(): Buffer {
    return rootOf(this.tree);
  }

  /** What a manifest says of the first `size` entries, by the table of cases. */
  async count(size: number): Promise<{ [member: string]: Json }> {
    const { cases, root } = await countCases([this.countedAt(size)]);
    return { size, treeRoot: this.rootAt(size).toString('hex'), cases: String(cases), root: root.toString('hex') };
  }

  /** Each case as its table has it, less what came later than the first `size` of the sequence; ascending. */
  countedAt(size: number): CountedCase[] {
    const counted = new Map<string, CountedCase>();
    for (const { id, version, head } of this.cases.values()) counted.set(id, { caseId: id, version, head });
    for (const row of this.sequence.slice(size).reverse()) {
      if (!row || !counted.has(row.caseId)) continue;
      const version = row.version - 1;
      const head = this.ledger.get(keyOf(row.caseId, version))?.leaf ?? noPrevious;
      counted.set(row.caseId, { caseId: row.caseId, version, head });
    }
    const there = [...counted.values()].filter(({ version }) => version > 0);
    return there.sort((one, other) => (one.caseId < other.caseId ? -1 : 1));
  }

  rootAt(size: number): Buffer {
    return size === this.size ? this.root : rootOf(grown(emptyTree, this.leaves(size)).tree);
  }

  private leaves(size: number): Buffer[] {
    return this.sequence.slice(0, size).map((row) => row?.leaf ?? noPrevious);
  }

  /** Publishes a checkpoint of the tree as it stands. */
  sign(time: string, signers: readonly Signer[], more: readonly string[] = []): void {
    const extensions = [`time ${time}`, ...more];
    this.publish({ origin: this.line.origin, size: this.size, root: this.root, extensions }, signers);
  }

  publish(checkpoint: Checkpoint, signers: readonly Signer[]): void {
    this.checkpoints.push(published(checkpoint, signers));
  }

  /** The rows in their sequence; for honest houses, where none is lost. */
  rows(): LedgerRow[] {
    return this.sequence.map((row) => {
      const found = row && this.ledger.get(keyOf(row.caseId, row.version));
      if (!found) throw new Error('an entry is lost');
      return found;
    });
  }

  /** The size of the last checkpoint: what a file of the log covers. */
  get covered(): number {
    return this.checkpoints.at(-1)?.checkpoint.size ?? 0;
  }

  log(): LogSource {
    const size = this.covered;
    return {
      ...this.signed(),
      size,
      manifests: this.manifests().filter(({ index }) => index < size),
      entries: (from) => this.pages(this.placed().slice(from)),
    };
  }

  async bundle(caseId: string): Promise<BundleSource> {
    const row = this.cases.get(caseId);
    if (!row) throw new Error('no such case');
    return {
      ...this.signed(),
      caseId,
      number: row.number,
      version: row.version,
      nodes: this.readNodes,
      entries: () => this.pages(this.placed().filter((placed) => placed.caseId === caseId)),
      manifest: await this.lastManifestWith(caseId),
    };
  }

  private async lastManifestWith(caseId: string): Promise<BundleSource['manifest']> {
    for (const { index, size, entry } of this.manifests().reverse()) {
      const listed = index < this.covered ? await findListed([this.countedAt(size)], caseId) : null;
      if (listed) return { entry, index, place: listed.place, listed: listed.path };
    }
    return null;
  }

  /** The manifests among the entries, as the ledger has them. */
  manifests(): { index: number; size: number; entry: Buffer }[] {
    return this.placed().flatMap(({ index, bytes }) => {
      if (!bytes?.includes(`"type":"${manifestType}"`)) return [];
      const size = Number(/"size":(\d+)/.exec(bytes.toString())?.[1] ?? 0);
      return [{ index, size, entry: bytes }];
    });
  }

  private signed() {
    const { origin, first, continued } = this.line;
    return {
      origin,
      key: verifierText(first),
      continued: continued && { origin: continued.origin, key: verifierText(continued.signer) },
      definitions: this.definitions,
      checkpoints: this.checkpoints.map(({ note }) => note),
    };
  }

  placed(): Placed[] {
    return this.sequence.flatMap((row, index) => {
      if (!row) return [];
      const bytes = this.ledger.get(keyOf(row.caseId, row.version))?.entry ?? null;
      return [{ ...row, index, bytes }];
    });
  }

  private async *pages(placed: readonly Placed[]): AsyncGenerator<readonly Placed[]> {
    for (let from = 0; from < placed.length; from += 100) yield placed.slice(from, from + 100);
  }

  private readonly readNodes: ReadNodes = async (level, from, to) =>
    Array.from({ length: to - from }, (_, i) => {
      const at = from + i;
      const found = level === 0 ? this.sequence[at]?.leaf : this.nodes.get(`${level} ${at}`);
      return found ?? noPrevious;
    });
}

export function keyOf(caseId: string, version: number): string {
  return `${caseId} ${version}`;
}

/** The entry with its bytes and its leaf, whatever it says. */
export function sealedAs(entry: Entry): SealedEntry {
  const bytes = Buffer.from(canonicalJson(JSON.parse(JSON.stringify(entry))));
  return { entry, bytes, leaf: leafHash(bytes) };
}

export function published(checkpoint: Checkpoint, signers: readonly Signer[]): Published {
  const text = checkpointText(checkpoint);
  const time = checkpoint.extensions.find((line) => line.startsWith('time '))?.slice('time '.length) ?? '';
  const seconds = Math.floor(Date.parse(time) / 1000);
  const note = noteText({ text, signatures: signers.map((signer) => signatureOn(text, signer, seconds)) });
  return { checkpoint, signers, note };
}

/** All of a file at once. */
export async function whole(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}
