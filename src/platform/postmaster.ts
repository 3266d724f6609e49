import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { commandLine, isAlive } from './process-identity.js';

/** What a running PostgreSQL writes about itself into its data folder. */
export interface Postmaster {
  pid: number;
  port: number;
  ready: boolean;
}

/** The living PostgreSQL of this data folder, or undefined. A file left by a dead one, or by one before a reboot, does not count. */
export async function livingPostmaster(data: string): Promise<Postmaster | undefined> {
  const lines = (await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  // After a reboot the number may belong to anybody.
  if (!isAlive(pid) || !commandLine(pid).includes(data)) return undefined;
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

/**
 * Makes sure that no PostgreSQL uses this data folder: stops the one a killed server left running, and removes the file
 * of one that died. PostgreSQL itself would mistake a foreign process with the same number for a living one.
 */
export async function clearPostmaster(data: string): Promise<void> {
  const orphan = await livingPostmaster(data);
  if (orphan) await stopProcess(orphan.pid);
  else await rm(join(data, 'postmaster.pid'), { force: true });
}

/** Ends a PostgreSQL: fast shutdown (SIGINT), and after 15 s an immediate one (SIGQUIT), which its log repairs at the next start. */
export async function stopProcess(pid: number): Promise<void> {
  send(pid, 'SIGINT');
  if (await ended(pid, 15_000)) return;
  send(pid, 'SIGQUIT');
  if (await ended(pid, 5_000)) return;
  send(pid, 'SIGKILL');
  await ended(pid, 5_000);
}

/** Sends a signal; a process that is gone already is no error. */
export function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone already.
  }
}

async function ended(pid: number, withinMs: number): Promise<boolean> {
  const until = performance.now() + withinMs;
  while (isAlive(pid)) {
    if (performance.now() > until) return false;
    await pause(10);
  }
  return true;
}
