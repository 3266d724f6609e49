import { closeSync, mkdirSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { field } from '../platform/problem-shape.js';
import { StartError } from '../platform/start-error.js';

/** Folders that this process has open: a process number may be another's of before, in a container always the same. */
const ours = new Set<string>();

/** Keeps a second process from the same folder. A lock left by a process that is no more is taken over. */
export class FolderLock {
  private constructor(private readonly path: string) {}

  /** Throws `StartError` while another process holds it. */
  static take(folder: string): FolderLock {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, 'lock');
    for (let attempt = 0; attempt < 2; attempt++) {
      try {
        const file = openSync(path, 'wx', 0o600);
        writeSync(file, String(process.pid));
        closeSync(file);
        ours.add(path);
        return new FolderLock(path);
      } catch (error) {
        if (field(error, 'code') !== 'EEXIST') throw error;
        if (isHeld(path)) break;
        unlinkSync(path);
      }
    }
    throw new StartError(
      `Another process has ${folder} open: stop it first, or name another folder. If there is none, delete ${path}.`,
    );
  }

  release(): void {
    ours.delete(this.path);
    unlinkSync(this.path);
  }
}

function isHeld(path: string): boolean {
  const pid = Number(readFileSync(path, 'utf8'));
  if (pid === process.pid) return ours.has(path);
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return field(error, 'code') === 'EPERM';
  }
}
