import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { NoteInvalid, type Signer, signerOf } from '../engine/ledger/note.js';
import { field } from '../platform/problem-shape.js';
import { StartError } from '../platform/start-error.js';
import { syncFolder, writeWhole } from './durable.js';

/** What a signer signs with: the name of its log, and the 32 secret bytes of its key. */
export interface SigningKey {
  readonly origin: string;
  readonly seed: Buffer;
}

/** Which of the two key files: the key in force, or the one to which a rotation leads. */
export type KeyPlace = 'key' | 'next-key';

const fileName = (place: KeyPlace) => `signer.${place}`;

/** The key that stands in the folder; null where there is none. Throws `StartError` when it cannot be read or is open to others. */
export function readSigningKey(folder: string, place: KeyPlace = 'key'): SigningKey | null {
  const path = join(folder, fileName(place));
  try {
    if ((statSync(path).mode & 0o077) !== 0)
      throw new StartError(`The key file ${path} is open to others than its owner: chmod 600 it.`);
    const said: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const [origin, seed] = [field(said, 'origin'), Buffer.from(String(field(said, 'seed')), 'base64')];
    if (typeof origin !== 'string' || seed.length !== 32) throw new StartError(`The key file ${path} holds no key.`);
    return { origin, seed };
  } catch (error) {
    if (field(error, 'code') === 'ENOENT') return null;
    if (error instanceof StartError) throw error;
    throw new StartError(`The key file ${path} cannot be read: restore it from its copy.`, { cause: error });
  }
}

/** Writes a key in the place of what stands there; it is on disk when this returns. */
export function writeSigningKey(folder: string, { origin, seed }: SigningKey, place: KeyPlace = 'key'): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, fileName(place));
  writeFile(`${path}.new`, `${JSON.stringify({ origin, seed: seed.toString('base64') })}\n`);
  renameSync(`${path}.new`, path);
  syncFolder(folder);
}

/** Puts the key of a finished rotation in the place of the old one. */
export function promoteNextKey(folder: string): void {
  renameSync(join(folder, fileName('next-key')), join(folder, fileName('key')));
  syncFolder(folder);
}

/** A new key for this log. */
export function newKey(origin: string): SigningKey {
  return { origin, seed: randomBytes(32) };
}

/** A name that no other log has. */
export function newOrigin(): string {
  return `lanjie/${randomBytes(8).toString('hex')}`;
}

/** The key as notes are signed with it. Throws `StartError` for a name that no note could carry. */
export function noteSigner({ origin, seed }: SigningKey): Signer {
  try {
    return signerOf(origin, seed);
  } catch (error) {
    if (error instanceof NoteInvalid)
      throw new StartError(`"${origin}" cannot be the name of a log: no white space and no plus sign. Choose another.`);
    throw error;
  }
}

function writeFile(path: string, text: string): void {
  const file = openSync(path, 'w', 0o600);
  try {
    writeWhole(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
