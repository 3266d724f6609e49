import { readFileSync } from 'node:fs';
import { StartError } from '../../platform/start-error.js';

const MOST_BYTES = 64 * 1024 * 1024;

/** Passwords known to the world, in small letters. */
export type Blocklist = ReadonlySet<string>;

/**
 * The deployer's list of passwords that leaked or are common: UTF-8, one on each line, 64 MiB at most. Without a path it
 * is empty. Throws `StartError` when the file cannot be read.
 */
export function readBlocklist(path: string | undefined): Blocklist {
  if (path === undefined) return new Set();
  try {
    const bytes = readFileSync(path);
    if (bytes.length > MOST_BYTES)
      throw new StartError(`The file ${path} of LANJIE_PASSWORD_BLOCKLIST is over 64 MiB.`);
    return new Set(bytes.toString('utf8').split(/\r?\n/).filter(Boolean).map(asListed));
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(
      `The file ${path} of LANJIE_PASSWORD_BLOCKLIST cannot be read: correct the setting, or unset it.`,
    );
  }
}

/** Whether the list holds it, in whatever case. */
export function isListed(blocklist: Blocklist, password: string): boolean {
  return blocklist.has(asListed(password));
}

function asListed(password: string): string {
  return password.normalize('NFC').toLowerCase();
}
