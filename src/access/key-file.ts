import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { field } from '../platform/problem-shape.js';
import { StartError } from '../platform/start-error.js';

/** Bytes of every key that is kept in a file: 256 bits. */
export const KEY_BYTES = 32;

/**
 * The 256-bit key in `<home>/keys/<name>.key`, readable by its owner alone; made once if it is missing. Starters that
 * race get the same key. Throws a `StartError` when the file cannot be read, is not 32 bytes or is open to others.
 */
export function keyFile(home: string, name: string): Buffer {
  const found = existingKey(home, name);
  if (found) return found;
  const path = join(home, 'keys', `${name}.key`);
  try {
    createKey(path);
    return readKey(path);
  } catch (error) {
    throw asStartError(path, error);
  }
}

/** The same key where it is there; null where it is not: nothing is made. Throws as `keyFile` does. */
export function existingKey(home: string, name: string): Buffer | null {
  const path = join(home, 'keys', `${name}.key`);
  try {
    return readKey(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw asStartError(path, error);
  }
}

function readKey(path: string): Buffer {
  const key = readFileSync(path);
  if (key.length !== KEY_BYTES) {
    throw new StartError(`The key file ${path} holds ${key.length} bytes where ${KEY_BYTES} are expected.`);
  }
  if ((statSync(path).mode & 0o007) !== 0) {
    throw new StartError(`The key file ${path} is open to every user of this machine: chmod 600 it.`);
  }
  return key;
}

// Written whole beside its place, then linked: link() fails where a file exists, so nobody ever reads half a key.
function createKey(path: string): void {
  const folder = dirname(path);
  // The database's own user passes through the home; only the keys are closed to it.
  mkdirSync(dirname(folder), { recursive: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const file = openSync(draft, 'wx', 0o600);
  try {
    writeSync(file, randomBytes(KEY_BYTES));
    fsyncSync(file);
    linkSync(draft, path);
    syncFolder(folder);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    closeSync(file);
    unlinkSync(draft);
  }
}

// Without it a power cut may lose the name of a key under which data was already sealed.
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function codeOf(error: unknown): string | undefined {
  const code = field(error, 'code');
  return typeof code === 'string' ? code : undefined;
}

function asStartError(path: string, error: unknown): StartError {
  if (error instanceof StartError) return error;
  return new StartError(`The key file ${path} cannot be read or made (${codeOf(error) ?? 'unknown fault'}).`);
}
