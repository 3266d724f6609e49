import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type Checkpoint, parseCheckpoint } from '../engine/ledger/checkpoint.js';
import {
  type Note,
  NoteInvalid,
  noteText,
  parseNote,
  parseVerifier,
  type Signer,
  signatureOn,
  signedBy,
  signerOf,
  type Verifier,
  verifierOf,
  verifierText,
} from '../engine/ledger/note.js';
import { isExtended } from '../engine/ledger/tree.js';
import { StartError } from '../platform/start-error.js';
import { FolderLock } from './folder-lock.js';
import type { ServedLog } from './served-log.js';
import { type SignedNote, SignedNotes } from './signed-notes.js';
import { newKey, readSigningKey, writeSigningKey } from './signing-keys.js';

/**
 * What a witness tells the world. `signature`: not signed by the log's key; `smaller`: the log has lost entries;
 * `splitView`: two trees of one size; `otherPast`: what was countersigned is not the beginning of what is shown now; `origin`:
 * another log has taken its place; `denied`: the server does not know the checkpoint it has just shown.
 */
export type AlarmReason = 'signature' | 'smaller' | 'splitView' | 'otherPast' | 'origin' | 'denied';

/** The log is not what it was. `shown`: the checkpoint that says so; `held`: the one countersigned before. */
export class WitnessAlarm extends Error {
  override name = 'WitnessAlarm';

  constructor(
    readonly reason: AlarmReason,
    message: string,
    readonly shown: string,
    readonly held: string | null,
  ) {
    super(message);
  }
}

/** What the auditor says about a log that has taken the place of another: its name, and its key where that is a new one. */
export interface Accepted {
  readonly origin: string;
  readonly key?: Verifier;
}

/** What came of a look. `published`: whether the house took the signature. */
export interface Looked {
  readonly origin: string;
  readonly size: number;
  readonly isNew: boolean;
  readonly isPublished: boolean;
}

interface Shown {
  readonly published: string;
  readonly note: Note;
  readonly checkpoint: Checkpoint;
  /** The key that signs from then on, where it names one. */
  readonly next: Verifier | null;
}

/** How a witness is made, where its folder does not say it already. */
export interface WitnessOptions {
  /** Its own name. */
  readonly name?: string;
  /** The public key of the log. */
  readonly key?: string;
  readonly now?: () => Date;
}

/**
 * Somebody elsewhere who remembers: checks that each checkpoint of a log extends the last one it saw, and countersigns it.
 * It takes the server's word for nothing. Its folder holds its key, the log's first key and all that it countersigned.
 */
export class Witness {
  /** The last key of a log that is about to be left. */
  private leaving: Verifier | null = null;

  private constructor(
    private readonly folder: string,
    private readonly lock: FolderLock,
    private readonly notes: SignedNotes,
    private readonly signer: Signer,
    private readonly firstKey: Verifier | null,
    private readonly now: () => Date,
  ) {}

  /** The witness of this folder. Throws `StartError` when another process has it open, or when it follows another log. */
  static async open(folder: string, { name, key, now = () => new Date() }: WitnessOptions = {}): Promise<Witness> {
    const lock = FolderLock.take(folder);
    try {
      const signer = ownSigner(folder, name);
      const notes = await SignedNotes.open(folder);
      return new Witness(folder, lock, notes, signer, firstKey(folder, key, notes), now);
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  close(): void {
    this.notes.close();
    this.lock.release();
  }

  /** The line by which a house lists this witness. */
  get identity(): string {
    return verifierText(this.signer);
  }

  /**
   * Looks at the log once; countersigns what is new and hands it in. Null when nothing was signed yet. Throws `WitnessAlarm`,
   * which is written to the folder before.
   */
  async look(log: ServedLog, accepted?: Accepted): Promise<Looked | null> {
    try {
      return await this.checked(log, accepted);
    } catch (error) {
      if (error instanceof WitnessAlarm) this.keep(error);
      throw error;
    }
  }

  private async checked(log: ServedLog, accepted?: Accepted): Promise<Looked | null> {
    const published = await log.checkpoint();
    if (published === null) return null;
    const newest = this.read(published);
    const before = this.last;
    const { origin, size } = newest.checkpoint;
    if (before && textOf(before.note) === newest.note.text)
      return { origin, size, isNew: false, isPublished: await this.handIn(log, newest) };
    if (origin !== this.followed) await this.cross(log, newest, accepted);
    if (signedBy(newest.note, this.keyInForce) === null) await this.followKeys(log, newest);
    if (textOf(this.last?.note) !== newest.note.text) await this.take(log, newest);
    return { origin, size, isNew: true, isPublished: await this.handIn(log, newest) };
  }

  /** Every checkpoint by which the log named another key, since the last that was countersigned. */
  private async followKeys(log: ServedLog, newest: Shown): Promise<void> {
    const since = timeOf(this.last?.checkpoint);
    for (const published of await log.chain(this.followed)) {
      const one = this.read(published);
      if (one.note.text === newest.note.text || timeOf(one.checkpoint) <= since) continue;
      if (one.next) await this.take(log, one);
    }
  }

  /** Countersigns a checkpoint that extends the last one; it is on disk when this returns. */
  private async take(log: ServedLog, shown: Shown): Promise<void> {
    const { checkpoint, note, next } = shown;
    for (const key of next ? [this.keyInForce, next] : [this.keyInForce])
      if (checkpoint.origin !== this.followed || signedBy(note, key) === null)
        throw this.alarm(
          'signature',
          `The checkpoint of ${checkpoint.size} entries is not signed by ${verifierText(key)}.`,
          shown,
        );
    const { last } = this;
    if (last) await this.compare(log, last.checkpoint, checkpoint, shown);
    this.countersign(shown, next ?? this.keyInForce);
  }

  private async compare(
    log: ServedLog,
    older: Pick<Checkpoint, 'size' | 'root'>,
    newer: Pick<Checkpoint, 'size' | 'root'>,
    shown: Shown,
  ): Promise<void> {
    if (newer.size < older.size)
      throw this.alarm(
        'smaller',
        `The log had ${older.size} entries and now shows ${newer.size}: it was put back, or cut.`,
        shown,
      );
    if (newer.size === older.size && !newer.root.equals(older.root))
      throw this.alarm('splitView', `There are two logs of ${newer.size} entries: each was shown to somebody.`, shown);
    const proof = older.size === 0 || older.size === newer.size ? [] : await log.consistency(older.size, newer.size);
    if (!isExtended(older, newer, proof))
      throw this.alarm(
        'otherPast',
        `The first ${older.size} of ${newer.size} entries are not proved to be those that were countersigned: the past was changed.`,
        shown,
      );
  }

  /** To the log that has taken the place of the one that was followed, when the auditor has accepted that. */
  private async cross(log: ServedLog, newest: Shown, accepted: Accepted | undefined): Promise<void> {
    const { origin } = newest.checkpoint;
    const [first] = await log.chain(origin);
    const bridge = this.read(first ?? newest.published);
    const continued = continuedBy(bridge.checkpoint);
    const told = continued
      ? `It continues the first ${continued.size} entries of ${continued.origin}; ${lineOf(bridge.checkpoint, 'lost') ?? 'nothing'} is lost.`
      : 'It does not say that it continues another.';
    if (accepted?.origin !== origin || continued?.origin !== this.followed)
      throw this.alarm(
        'origin',
        `Instead of ${this.followed} the server shows the log ${origin}. ${told} Ask why; if it is right, say --accept-origin ${origin}.`,
        bridge,
      );
    await this.followKeysBlindly(log);
    const key = accepted.key ?? renamed(this.keyInForce, origin);
    for (const one of [key, this.keyInForce])
      if (signedBy(bridge.note, one) === null)
        throw this.alarm(
          'signature',
          `The first checkpoint of ${origin} is not signed by ${verifierText(one)}.`,
          bridge,
        );
    const base = await this.lastUpTo(continued.size);
    if (base) await this.compare(log, base, continued, bridge);
    await this.compare(log, continued, bridge.checkpoint, bridge);
    this.countersign(bridge, key);
  }

  /** The keys of the log that is left: what it signed at last is lost, and can be compared with nothing. */
  private async followKeysBlindly(log: ServedLog): Promise<void> {
    const since = timeOf(this.last?.checkpoint);
    for (const published of await log.chain(this.followed)) {
      const one = this.read(published);
      const { next } = one;
      if (!next || timeOf(one.checkpoint) <= since) continue;
      for (const key of [this.keyInForce, next])
        if (signedBy(one.note, key) === null)
          throw this.alarm(
            'signature',
            `A change of keys of ${this.followed} is not signed by ${verifierText(key)}.`,
            one,
          );
      this.leaving = next;
    }
  }

  private async lastUpTo(size: number): Promise<Checkpoint | undefined> {
    let found: Checkpoint | undefined;
    for await (const { checkpoint } of this.notes.all())
      if (checkpoint.origin === this.followed && checkpoint.size <= size) found = checkpoint;
    return found;
  }

  private countersign({ note }: Shown, key: Verifier): void {
    const signature = signatureOn(note.text, this.signer, Math.floor(this.now().getTime() / 1000));
    this.notes.append(noteText({ text: note.text, signatures: [...note.signatures, signature] }), [verifierText(key)]);
    this.leaving = null;
  }

  private async handIn(log: ServedLog, newest: Shown): Promise<boolean> {
    // Also what was handed in before: that may never have arrived.
    if (signedBy(newest.note, this.signer) !== null) return true;
    const answer = await log.handIn(this.last?.note ?? '');
    if (answer === 'denied')
      throw this.alarm('denied', 'The server does not know the checkpoint that it has just shown.', newest);
    return answer === 'taken';
  }

  private get last(): SignedNote | undefined {
    return this.notes.last;
  }

  private get followed(): string {
    return this.last?.checkpoint.origin ?? this.keyInForce.name;
  }

  private get keyInForce(): Verifier {
    const [key] = this.last?.keys ?? [];
    if (this.leaving) return this.leaving;
    if (key !== undefined) return parseVerifier(key);
    if (this.firstKey) return this.firstKey;
    throw new StartError(
      'Which log? Give its public key with --key, as you were told it by another way than the server.',
    );
  }

  private read(published: string): Shown {
    try {
      const note = parseNote(published);
      const checkpoint = parseCheckpoint(note.text);
      return { published, note, checkpoint, next: nextKeyIn(checkpoint) };
    } catch (error) {
      if (!(error instanceof NoteInvalid)) throw error;
      throw new WitnessAlarm('signature', `What is shown is no checkpoint: ${error.message}.`, published, null);
    }
  }

  private alarm(reason: AlarmReason, message: string, { published }: Shown): WitnessAlarm {
    return new WitnessAlarm(reason, message, published, this.last?.note ?? null);
  }

  /** Both checkpoints, as they can be shown to anybody. */
  private keep({ reason, message, shown, held }: WitnessAlarm): void {
    const name = `alarm-${this.now().toISOString().replaceAll(':', '')}-${randomBytes(2).toString('hex')}.txt`;
    const text = `${reason}\n${message}\n\nshown:\n${shown}\nheld:\n${held ?? 'nothing\n'}`;
    writeNew(join(this.folder, name), text);
  }
}

function ownSigner(folder: string, name = `witness/${randomBytes(4).toString('hex')}`): Signer {
  if (!readSigningKey(folder)) writeSigningKey(folder, newKey(name));
  const key = readSigningKey(folder);
  if (!key) throw new Error('the key has gone');
  try {
    return signerOf(key.origin, key.seed, 'cosignature');
  } catch (error) {
    throw new StartError(`"${key.origin}" cannot be the name of a witness: no white space and no plus sign.`, {
      cause: error,
    });
  }
}

/** The log's key as it was given at first. Throws `StartError` when another one is given now. */
function firstKey(folder: string, said: string | undefined, notes: SignedNotes): Verifier | null {
  const path = join(folder, 'log.key');
  const known = existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
  if (said === undefined) return known === undefined ? null : keyIn(known);
  const key = keyIn(said);
  if (known === undefined) writeNew(path, `${verifierText(key)}\n`);
  else if (known !== verifierText(key) && key.name === (notes.last?.checkpoint.origin ?? keyIn(known).name))
    throw new StartError(`This witness follows the log by ${known}: take another folder for another key.`);
  return keyIn(known ?? said);
}

/** The public key of a log. Throws `StartError`. */
export function keyIn(text: string): Verifier {
  try {
    const key = parseVerifier(text);
    if (key.algorithm === 'ed25519') return key;
  } catch {
    // Told below, like the key of a witness.
  }
  throw new StartError(`"${text}" is no public key of a log: npm run signer -- identity prints it.`);
}

function writeNew(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function textOf(note: string | undefined): string | null {
  return note === undefined ? null : parseNote(note).text;
}

/** What stands behind a word at the beginning of a line. */
function lineOf({ extensions }: Checkpoint, word: string): string | undefined {
  return extensions.find((line) => line.startsWith(`${word} `))?.slice(word.length + 1);
}

function nextKeyIn(checkpoint: Checkpoint): Verifier | null {
  const line = lineOf(checkpoint, 'next-key');
  return line === undefined ? null : parseVerifier(line);
}

/** ISO 8601 UTC, so that texts compare as moments do; before everything where none is said. */
function timeOf(checkpoint: Checkpoint | undefined): string {
  return (checkpoint && lineOf(checkpoint, 'time')) ?? '';
}

function continuedBy(checkpoint: Checkpoint): { origin: string; size: number; root: Buffer } | undefined {
  const [origin, size, root] = lineOf(checkpoint, 'continues')?.split(' ') ?? [];
  if (origin === undefined || size === undefined || root === undefined) return undefined;
  return { origin, size: Number(size), root: Buffer.from(root, 'base64') };
}

/** The same key under the name of another log: a signer keeps its key when it begins a new origin. */
function renamed(key: Verifier, name: string): Verifier {
  const bytes = key.key.export({ format: 'der', type: 'spki' }).subarray(-32);
  return verifierOf(name, bytes);
}
