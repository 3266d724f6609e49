import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Ground, plainEnvironment } from './postgres-ground.js';
import { StartError } from './start-error.js';

/** Name of the bundled server's database and of its owner. */
export const DATABASE_NAME = 'lanjie';

const BUNDLED_MAJOR = '18';

/** The password of the database in this folder; made up once, then kept readable for its owner only. Throws `StartError` if it was lost. */
export async function keptPassword(folder: string): Promise<string> {
  const path = join(folder, 'password');
  const kept = await readFile(path, 'utf8').catch(() => undefined);
  if (kept) return kept.trim();
  if (await stat(join(folder, 'data')).catch(() => undefined)) {
    throw new StartError(
      `${path} is missing, without which the database beside it cannot be opened: bring the file back.`,
    );
  }
  const password = randomBytes(24).toString('base64url');
  await writeFile(`${path}.new`, `${password}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
  return password;
}

/**
 * Lays out an empty database in `data` unless one is there already. Made under another name first, so that a folder
 * of this name is always whole. `hasty` spares the disk flushes. Throws `StartError`.
 */
export async function initialiseData(ground: Ground, data: string, hasty: boolean): Promise<void> {
  if (await stat(data).catch(() => undefined)) return checkVersion(ground, data);
  const half = `${data}.new`;
  const secret = join(ground.folder, 'password.initdb');
  await rm(half, { recursive: true, force: true });
  await mkdir(half, { mode: 0o700 });
  await writeFile(secret, await readFile(join(ground.folder, 'password')), { mode: 0o600 });
  if (ground.user) {
    await chown(half, ground.user.uid, ground.user.gid);
    await chown(secret, ground.user.uid, ground.user.gid);
  }
  await chmod(half, 0o700);
  try {
    const flags = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    const access = ['--auth=scram-sha-256', `--username=${DATABASE_NAME}`, `--pwfile=${secret}`];
    await runInitdb(ground, ['-D', half, ...access, ...flags, '--no-instructions', ...(hasty ? ['--no-sync'] : [])]);
    await rename(half, data);
  } finally {
    await rm(secret, { force: true });
  }
}

async function runInitdb(ground: Ground, flags: string[]): Promise<void> {
  const child = spawn(ground.initdb, flags, {
    ...ground.user,
    cwd: '/',
    env: plainEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-2_000);
  });
  const code = await new Promise((resolve) => child.once('close', resolve).once('error', resolve));
  if (code === 0) return;
  const reason = said.split('\n').find((line) => /error|could not|fatal/i.test(line)) ?? String(code);
  throw new StartError(`The bundled database cannot be set up in ${ground.folder}: ${reason.trim()}`);
}

async function checkVersion(ground: Ground, data: string): Promise<void> {
  const made = (await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => '')).trim();
  if (made === BUNDLED_MAJOR) return;
  throw new StartError(
    `The database in ${ground.folder} was made by PostgreSQL ${made || 'of unknown version'}, but ${BUNDLED_MAJOR} is bundled: move it with pg_dump, or run the Lanjie that made it.`,
  );
}
