import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { field } from './problem-shape.js';
import { processIdentity } from './process-identity.js';
import { StartError } from './start-error.js';

const LOCK = 'server.lock';

/** The living process that holds this home, or undefined. A lock left by a killed process, or before a reboot, does not count. */
export function homeHolder(home: string): number | undefined {
  return holderOf(join(home, LOCK));
}

/**
 * Takes the home for this process; call the returned function to give it back.
 * Throws `StartError` naming the process if another living one holds it.
 */
export function lockHome(home: string): () => void {
  const lock = join(home, LOCK);
  const mine = `${lock}.${process.pid}`;
  makeHome(home);
  writeFileSync(mine, `${process.pid}\n${processIdentity(process.pid)}\n`, { mode: 0o600 });
  try {
    take(lock, mine, home);
  } finally {
    rmSync(mine, { force: true });
  }
  return () => rmSync(lock, { force: true });
}

function makeHome(home: string): void {
  try {
    // Others may pass through but not look around: the database's user must reach its folder.
    makeFolder(home);
    writeFileSync(join(home, `.probe.${process.pid}`), '');
    rmSync(join(home, `.probe.${process.pid}`));
  } catch (cause) {
    throw new StartError(
      `The folder ${home} cannot be written: choose another with LANJIE_HOME, or give this user access.`,
      {
        cause,
      },
    );
  }
}

// Step by step: mkdir's own recursion never ends where a parent lets nothing be made, as under /proc.
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o711 });
}

function take(lock: string, mine: string, home: string): void {
  for (let attempt = 0; attempt < 10; attempt++) {
    try {
      linkSync(mine, lock);
      return;
    } catch (error) {
      if (field(error, 'code') !== 'EEXIST') throw error;
    }
    const holder = holderOf(lock);
    if (holder !== undefined) {
      throw new StartError(
        `Another Lanjie server (process ${holder}) already uses ${home}: stop it first, or set LANJIE_HOME to another folder.`,
      );
    }
    setAside(lock, `${mine}.stale`);
  }
  throw new StartError(`The lock ${lock} cannot be taken: remove it if no Lanjie server runs.`);
}

// Of two starters that see the same dead lock, the slower one may catch the quicker one's new lock: it puts it back.
function setAside(lock: string, aside: string): void {
  try {
    renameSync(lock, aside);
    if (holderOf(aside) !== undefined) linkSync(aside, lock);
  } catch {
    // Somebody else was quicker; the next attempt sees the result.
  } finally {
    rmSync(aside, { force: true });
  }
}

function holderOf(lock: string): number | undefined {
  try {
    const [pid, identity] = readFileSync(lock, 'utf8').split('\n');
    return processIdentity(Number(pid)) === identity ? Number(pid) : undefined;
  } catch {
    return undefined;
  }
}
