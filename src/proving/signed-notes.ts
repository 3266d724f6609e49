import {
  closeSync,
  createReadStream,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Checkpoint, parseCheckpoint } from '../engine/ledger/checkpoint.js';
import { parseNote } from '../engine/ledger/note.js';
import { StartError } from '../platform/start-error.js';
import { syncFolder, writeWhole } from './durable.js';

/** The n-th note that was signed, as it was published, the public keys that signed it, and what it says. */
export interface SignedNote {
  readonly n: number;
  readonly note: string;
  readonly keys: readonly string[];
  readonly checkpoint: Checkpoint;
}

/** Notes kept in memory: who asks for what came after a later one is answered without reading the file. */
const KEPT = 1_000;

/** Everything a signer ever signed: a file that only grows, one JSON object (`n`, `note`, `keys`) a line. It is its memory. */
export class SignedNotes {
  private readonly recent: SignedNote[] = [];

  private constructor(
    private readonly path: string,
    private readonly file: number,
  ) {}

  /** Opens the file of this folder, or makes it. Throws `StartError` when it is not what a signer wrote. */
  static async open(folder: string): Promise<SignedNotes> {
    const path = join(folder, 'checkpoints.ndjson');
    const end = await endOfLastLine(path);
    const notes = new SignedNotes(path, openSync(path, 'a', 0o644));
    syncFolder(folder);
    // What follows the last whole line was never on disk for certain, and so never left this process.
    if (end < statSync(path).size) ftruncateSync(notes.file, end);
    for await (const one of notes.all()) notes.keep(one);
    return notes;
  }

  get last(): SignedNote | undefined {
    return this.recent[this.recent.length - 1];
  }

  /** Adds a note; it is on disk when this returns. */
  append(note: string, keys: readonly string[]): SignedNote {
    const signed = noteAt((this.last?.n ?? 0) + 1, note, keys);
    const length = fstatSync(this.file).size;
    try {
      writeWhole(this.file, `${JSON.stringify({ n: signed.n, note, keys })}\n`);
      fsyncSync(this.file);
    } catch (error) {
      // A full disk, say: half a line would make the file unreadable.
      ftruncateSync(this.file, length);
      throw error;
    }
    this.keep(signed);
    return signed;
  }

  /** Those after the n-th, oldest first, at most `limit`. */
  async after(n: number, limit: number): Promise<SignedNote[]> {
    const [oldest] = this.recent;
    if (!oldest || n >= oldest.n - 1) return this.recent.filter((one) => one.n > n).slice(0, limit);
    const found: SignedNote[] = [];
    for await (const one of this.all()) {
      if (one.n > n) found.push(one);
      if (found.length === limit) break;
    }
    return found;
  }

  async *all(): AsyncGenerator<SignedNote> {
    let n = 0;
    for await (const line of createInterface({ input: createReadStream(this.path) })) {
      n += 1;
      yield readLine(this.path, line, n);
    }
  }

  close(): void {
    closeSync(this.file);
  }

  private keep(one: SignedNote): void {
    this.recent.push(one);
    if (this.recent.length > KEPT) this.recent.shift();
  }
}

/** Throws when it is no checkpoint. */
export function noteAt(n: number, note: string, keys: readonly string[]): SignedNote {
  return { n, note, keys, checkpoint: parseCheckpoint(parseNote(note).text) };
}

function readLine(path: string, line: string, n: number): SignedNote {
  try {
    const said: { n: number; note: string; keys: string[] } = JSON.parse(line);
    if (said.n !== n) throw new Error('not in order');
    return noteAt(n, said.note, said.keys);
  } catch (error) {
    throw new StartError(`Line ${n} of ${path} is not what a signer wrote: restore the file from its copy.`, {
      cause: error,
    });
  }
}

async function endOfLastLine(path: string): Promise<number> {
  if (!existsSync(path)) return 0;
  let [at, end] = [0, 0];
  for await (const chunk of createReadStream(path)) {
    const last = chunk.lastIndexOf(0x0a);
    if (last >= 0) end = at + last + 1;
    at += chunk.length;
  }
  return end;
}
