import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import {
  type EmbeddedPostgres,
  runningPostgresUrl,
  startEmbeddedPostgres,
} from '../../src/platform/embedded-postgres.js';
import { isAlive } from '../../src/platform/process-identity.js';

const HOLDER = join(import.meta.dirname, 'holder.mjs');
const NOBODY = 65_534;
const root = process.getuid?.() === 0;
const asRoot = root ? test : test.skip;
// An ordinary user can be tried only where it can read this very tree.
const asOrdinary =
  root && spawnSync(process.execPath, ['--version'], { uid: NOBODY, gid: NOBODY, cwd: '/' }).status === 0
    ? test
    : test.skip;

const undo: (() => unknown)[] = [];

afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

function newHome(mode = 0o711): string {
  const home = mkdtempSync(join(tmpdir(), 'lanjie-home-'));
  chmodSync(home, mode);
  undo.push(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

async function start(home: string, onRestart?: () => void): Promise<EmbeddedPostgres> {
  const database = await startEmbeddedPostgres({ home, settings: { fsync: 'off' }, onRestart });
  undo.push(() => database.stop());
  return database;
}

interface Said {
  url: string;
  pid: number;
  error?: string;
}

async function startElsewhere(home: string, user: { uid?: number; gid?: number } = {}): Promise<[ChildProcess, Said]> {
  const child = spawn(process.execPath, ['--no-warnings', HOLDER, home], {
    ...user,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  undo.push(() => {
    child.kill('SIGTERM');
    return ended;
  });
  if (!child.stdout) throw new Error('no output');
  const [line] = await once(createInterface(child.stdout), 'line');
  return [child, JSON.parse(line)];
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows[0]?.[0];
  } finally {
    await client.end();
  }
}

describe('the bundled PostgreSQL', () => {
  test('keeps its data and its password over a restart, and its password to its owner', async () => {
    const home = newHome();
    const first = await start(home);
    await ask(first.url, 'CREATE TABLE kept AS SELECT 42 AS x');
    const pid = first.pid() ?? 0;
    await first.stop();
    expect(isAlive(pid)).toBe(false);
    const second = await start(home);
    expect(await ask(second.url, 'SELECT x FROM kept')).toBe(42);
    expect(statSync(join(home, 'postgres', 'password')).mode & 0o777).toBe(0o600);
    const wrong = new URL(second.url);
    wrong.password = 'guess';
    await expect(ask(wrong.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
  });

  test('refuses a second server on its home, and tells tools where it runs', async () => {
    const home = newHome();
    expect(await runningPostgresUrl(home)).toBeUndefined();
    const [holder, said] = await startElsewhere(home);
    await expect(startEmbeddedPostgres({ home })).rejects.toThrow(
      new RegExp(`^Another Lanjie server \\(process ${holder.pid}\\) already uses ${home}: stop it first.*\\.$`),
    );
    expect(await runningPostgresUrl(home)).toBe(said.url);
    expect(await ask(said.url, 'SELECT 1')).toBe(1);
  });

  test('stops the one a killed server left running, and loses nothing', async () => {
    const home = newHome();
    const [holder, said] = await startElsewhere(home);
    await ask(said.url, 'CREATE TABLE kept AS SELECT 42 AS x');
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    expect(isAlive(said.pid)).toBe(true);
    const next = await start(home);
    expect(isAlive(said.pid)).toBe(false);
    expect(await ask(next.url, 'SELECT x FROM kept')).toBe(42);
  });

  test('is not fooled by the files of a machine that lost power', async () => {
    const home = newHome();
    await (await start(home)).stop();
    // After a reboot the same numbers belong to other processes: this one stands for them.
    const stale = `${process.pid}\n${join(home, 'postgres/data')}\n1\n5432\n\n127.0.0.1\n1 1\nready   \n`;
    writeFileSync(join(home, 'postgres', 'data', 'postmaster.pid'), stale);
    writeFileSync(join(home, 'server.lock'), `${process.pid}\nanother-boot/1\n`);
    expect(await ask((await start(home)).url, 'SELECT 1')).toBe(1);
  });

  test('comes back at the same address when it is killed', async () => {
    const restarted = Promise.withResolvers<void>();
    const database = await start(newHome(), restarted.resolve);
    process.kill(database.pid() ?? 0, 'SIGKILL');
    await restarted.promise;
    let answer: unknown;
    while (answer !== 1) answer = await ask(database.url, 'SELECT 1').catch(() => undefined);
    expect(answer).toBe(1);
  });

  test('writes no statements and no values into its log', async () => {
    const home = newHome();
    const { url } = await start(home);
    await ask(url, 'CREATE TABLE once (x text UNIQUE)');
    await ask(url, "INSERT INTO once VALUES ('canary-1')");
    await expect(ask(url, "INSERT INTO once VALUES ('canary-1')")).rejects.toThrow(/unique/);
    expect(readFileSync(join(home, 'postgres', 'postgres.log'), 'utf8')).not.toMatch(/canary/);
  });

  asRoot('run by root lives where its user can reach it when only root may enter the home', async () => {
    const home = newHome(0o700);
    const database = await start(home);
    const folder = readlinkSync(join(home, 'postgres'));
    undo.splice(1, 0, () => rmSync(folder, { recursive: true, force: true }));
    expect(folder).toMatch(/^\/var\/lib\/lanjie\//);
    expect(statSync(join(folder, 'data')).uid).not.toBe(0);
    await ask(database.url, 'CREATE TABLE kept AS SELECT 42 AS x');
    await database.stop();
    expect(await ask((await start(home)).url, 'SELECT x FROM kept')).toBe(42);
  });

  asOrdinary('runs as an ordinary user, and afterwards for root', async () => {
    const home = newHome(0o700);
    chownSync(home, NOBODY, NOBODY);
    const [holder, said] = await startElsewhere(home, { uid: NOBODY, gid: NOBODY });
    expect(said.error).toBeUndefined();
    expect(await ask(said.url, 'SELECT 1')).toBe(1);
    holder.kill('SIGTERM');
    await once(holder, 'exit');
    expect(existsSync(join(home, 'postgres', 'data', 'postmaster.pid'))).toBe(false);
    const again = await start(home);
    expect(await ask(again.url, 'SELECT 1')).toBe(1);
    expect(statSync(join(home, 'postgres', 'data')).uid).toBe(NOBODY);
  });

  asOrdinary('says in one sentence that a home cannot be written', async () => {
    const home = newHome(0o755);
    const [, said] = await startElsewhere(home, { uid: NOBODY, gid: NOBODY });
    expect(said.error).toMatch(/^The folder .* cannot be written: .*\.$/);
  });
});
