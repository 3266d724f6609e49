import { type Checkpoint, checkpointText, parseCheckpoint } from '../engine/ledger/checkpoint.js';
import { noteText, parseNote, signatureOn, verifierText } from '../engine/ledger/note.js';
import { emptyTree, isExtended, rootOf } from '../engine/ledger/tree.js';
import { StartError } from '../platform/start-error.js';
import { FolderLock } from './folder-lock.js';
import { type SignedNote, SignedNotes } from './signed-notes.js';
import {
  newKey,
  newOrigin,
  noteSigner,
  promoteNextKey,
  readSigningKey,
  type SigningKey,
  writeSigningKey,
} from './signing-keys.js';

/** A tree to sign, with the proof that it extends that of size `old`. */
export interface SigningRequest {
  /** The last note that the asker has; null: none. */
  readonly have: { readonly n: number; readonly note: string } | null;
  readonly size: number;
  readonly root: Buffer;
  readonly old: number;
  readonly proof: readonly Buffer[];
}

/** Notes handed out at once. */
const PAGE = 500;

/**
 * Why a tree was not signed. `stale`: ask again with the proof from `size`. `shrunk`: a tree of `size` was signed before, and
 * this one is smaller. `rewritten`: it does not extend the one of `size`. `forgotten`: the asker has a note of this log that the
 * signer does not know; its memory is older than what it published.
 */
export class SignerRefuses extends Error {
  override name = 'SignerRefuses';

  constructor(
    readonly reason: 'stale' | 'shrunk' | 'rewritten' | 'forgotten',
    readonly size: number,
  ) {
    super(`${reason}: a tree of ${size} entries was signed before`);
  }
}

/** Signs the trees of a log. */
export interface TreeSigner {
  /** The notes after the asker's last, at most 500; the newest of them is of this tree. Throws `SignerRefuses`. */
  sign(request: SigningRequest): Promise<readonly SignedNote[]>;
  /** The log's name and the public key of its notes. */
  identity(): Promise<{ readonly origin: string; readonly key: string }>;
}

/**
 * Holds the key and remembers everything it signed; refuses every tree that does not extend the last one, so that
 * nobody who has the database can have another past signed.
 */
export class Signer implements TreeSigner {
  private queue: Promise<unknown> = Promise.resolve();
  private bridge: Bridge | null = null;

  private constructor(
    private readonly folder: string,
    private readonly lock: FolderLock,
    private readonly notes: SignedNotes,
    private key: SigningKey,
    private readonly now: () => Date,
  ) {}

  /**
   * The signer of this folder, which is made with a new key where there is none. Throws `StartError` when another process
   * has it open or when a file in it is not sound. `origin`: the name for a new log.
   */
  static async open(folder: string, { origin = newOrigin(), now = () => new Date() } = {}): Promise<Signer> {
    const lock = FolderLock.take(folder);
    try {
      const notes = await SignedNotes.open(folder);
      const key = finishRotation(folder, notes.last) ?? readSigningKey(folder) ?? firstKey(folder, notes, origin);
      noteSigner(key);
      const signer = new Signer(folder, lock, notes, key, now);
      await signer.findBridge();
      return signer;
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.queue;
    this.notes.close();
    this.lock.release();
  }

  async identity(): Promise<{ origin: string; key: string }> {
    return { origin: this.key.origin, key: verifierText(noteSigner(this.key)) };
  }

  sign(request: SigningRequest): Promise<readonly SignedNote[]> {
    return this.oneAtATime(async () => {
      const have = await this.known(request.have);
      if (request.size > 0 && this.bridge) this.cross(this.bridge, request);
      else if (request.size > 0) this.extend(request);
      return this.notes.after(have, PAGE);
    });
  }

  /** Begins to sign with a new key: says so on the last tree, signed by both. The line of the new public key. */
  rotate(): Promise<string> {
    return this.oneAtATime(async () => {
      if (this.bridge)
        throw new StartError('The new log has no checkpoint yet: let the signer serve until it has, then rotate.');
      const next = newKey(this.key.origin);
      const line = verifierText(noteSigner(next));
      const last = this.notes.last?.checkpoint;
      if (last?.origin === this.key.origin) {
        writeSigningKey(this.folder, next, 'next-key');
        this.publish(last, [`next-key ${line}`], [this.key, next]);
        promoteNextKey(this.folder);
      } else writeSigningKey(this.folder, next);
      this.key = next;
      return line;
    });
  }

  /**
   * After an old backup was restored: from now on another log, whose first checkpoint will say what of the old one it
   * continues and what is lost. Its name.
   */
  beginNewOrigin(origin: string = newOrigin()): Promise<string> {
    return this.oneAtATime(async () => {
      for await (const { checkpoint } of this.notes.all())
        if (checkpoint.origin === origin) throw new StartError(`There has been a log ${origin} already: name another.`);
      const next = { origin, seed: this.key.seed };
      noteSigner(next);
      writeSigningKey(this.folder, next);
      this.key = next;
      await this.findBridge();
      return origin;
    });
  }

  /** The number of the asker's last note among ours; 0 for a note of another log. */
  private async known(have: SigningRequest['have']): Promise<number> {
    if (!have) return 0;
    const [ours] = await this.notes.after(have.n - 1, 1);
    // Theirs may carry the signatures of witnesses.
    if (ours && have.note.startsWith(ours.note)) return have.n;
    const { origin } = parseCheckpoint(parseNote(have.note).text);
    const last = this.notes.last?.checkpoint;
    if (origin === this.key.origin || origin === last?.origin) throw new SignerRefuses('forgotten', last?.size ?? 0);
    return 0;
  }

  private extend({ size, root, old, proof }: SigningRequest): void {
    const last = this.notes.last?.checkpoint;
    if (last) {
      if (size < last.size) throw new SignerRefuses('shrunk', last.size);
      if (size === last.size && root.equals(last.root)) return;
      if (old !== last.size) throw new SignerRefuses('stale', last.size);
      if (!isExtended(last, { size, root }, proof)) throw new SignerRefuses('rewritten', last.size);
    }
    this.publish({ size, root }, [], [this.key]);
  }

  /** Finds by halving the largest of the old trees that this one extends, then signs the first of the new log. */
  private cross(bridge: Bridge, { size, root, old, proof }: SigningRequest): void {
    if (bridge.tree && (bridge.tree.size !== size || !bridge.tree.root.equals(root))) bridge.begin();
    bridge.tree = { size, root };
    const asked = bridge.candidate;
    if (asked && asked.size === old) bridge.learn(asked.size <= size && isExtended(asked, { size, root }, proof));
    for (let next = bridge.candidate; next; next = bridge.candidate) {
      if (next.size <= size) throw new SignerRefuses('stale', next.size);
      bridge.learn(false);
    }
    const { shared, lost } = bridge;
    const isWhole = shared.size === lost.size;
    const extensions = [`continues ${lost.origin} ${textOf(shared)}`, ...(isWhole ? [] : [`lost ${textOf(lost)}`])];
    this.publish({ size, root }, extensions, [this.key, { origin: lost.origin, seed: this.key.seed }]);
    this.bridge = null;
  }

  private async findBridge(): Promise<void> {
    const last = this.notes.last?.checkpoint;
    if (!last || last.origin === this.key.origin) return;
    const old: Checkpoint[] = [];
    for await (const { checkpoint } of this.notes.all())
      if (checkpoint.origin === last.origin && checkpoint.size !== old.at(-1)?.size) old.push(checkpoint);
    this.bridge = new Bridge(old, last);
  }

  private publish(
    { size, root }: Pick<Checkpoint, 'size' | 'root'>,
    more: readonly string[],
    keys: readonly SigningKey[],
  ): void {
    const { origin } = this.key;
    const text = checkpointText({ origin, size, root, extensions: [`time ${this.now().toISOString()}`, ...more] });
    const signers = keys.map(noteSigner);
    const signatures = signers.map((signer) => signatureOn(text, signer));
    this.notes.append(noteText({ text, signatures }), signers.map(verifierText));
  }

  private oneAtATime<T>(act: () => Promise<T>): Promise<T> {
    const done = this.queue.then(act);
    this.queue = done.catch(() => {});
    return done;
  }
}

/** The search for what a restored database shares with the log that was signed before. */
class Bridge {
  /** For which tree it is searched. */
  tree: Pick<Checkpoint, 'size' | 'root'> | null = null;
  // Of the old checkpoints those before `known` are shared, those from `refuted` on are not.
  private known = 0;
  private refuted: number;

  constructor(
    private readonly old: readonly Checkpoint[],
    readonly lost: Checkpoint,
  ) {
    this.refuted = old.length;
  }

  begin(): void {
    this.known = 0;
    this.refuted = this.old.length;
  }

  /** The one to ask about next; undefined when all is known. */
  get candidate(): Checkpoint | undefined {
    return this.known < this.refuted ? this.old[(this.known + this.refuted) >> 1] : undefined;
  }

  learn(isShared: boolean): void {
    const middle = (this.known + this.refuted) >> 1;
    if (isShared) this.known = middle + 1;
    else this.refuted = middle;
  }

  get shared(): Pick<Checkpoint, 'size' | 'root'> {
    return this.old[this.known - 1] ?? { size: 0, root: rootOf(emptyTree) };
  }
}

function textOf({ size, root }: Pick<Checkpoint, 'size' | 'root'>): string {
  return `${size} ${root.toString('base64')}`;
}

/** The key of a new log. Where something was signed before, its key is missed: what another signs, nobody would believe. */
function firstKey(folder: string, notes: SignedNotes, origin: string): SigningKey {
  if (notes.last)
    throw new StartError(
      `The key of ${notes.last.checkpoint.origin} is missing in ${folder}: restore signer.key from its copy, or begin in an empty folder.`,
    );
  const key = newKey(origin);
  noteSigner(key);
  writeSigningKey(folder, key);
  return key;
}

/** A rotation that was cut short: once the old key has named the new one, the new one is in force. */
function finishRotation(folder: string, last: SignedNote | undefined): SigningKey | null {
  const next = readSigningKey(folder, 'next-key');
  if (!next || !last?.checkpoint.extensions.includes(`next-key ${verifierText(noteSigner(next))}`)) return null;
  promoteNextKey(folder);
  return next;
}
