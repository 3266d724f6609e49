import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createDataSource } from '../../src/platform/database.js';
import { emptyDatabase, type FreshDatabase } from '../database.js';
import { Server } from '../stories/server.js';

let database: FreshDatabase;
let home: string;
beforeAll(async () => {
  database = await emptyDatabase();
  home = mkdtempSync(join(tmpdir(), 'lanjie-setup-'));
});
afterAll(async () => {
  await database.drop();
  rmSync(home, { recursive: true });
});

// The signer need not answer for a server to start.
const signer = { LANJIE_SIGNER_URL: 'http://127.0.0.1:9', LANJIE_SIGNER_SECRET: 'x'.repeat(32) };
const env = () => ({ PATH: process.env['PATH'] ?? '', DATABASE_URL: database.url, LANJIE_HOME: home, ...signer });

/** Runs a command-line task as it was built. */
async function task(name: string, ...args: string[]): Promise<{ status: number; out: string; err: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, `../../dist/src/${name}.js`), ...args], {
    env: env(),
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => (out += String(chunk)));
  child.stderr.on('data', (chunk) => (err += String(chunk)));
  const [status] = await once(child, 'close');
  return { status, out, err };
}

const house = ['--code', 'center', '--zh', '示例市反诈中心', '--en', 'Example Anti-Fraud Center'];
const people = ['--system-admin', 'li', '--security-admin', 'wang'];

describe('the first set-up of a database of one’s own', () => {
  test('says what is missing, and refuses one person for two offices', async () => {
    expect(await task('setup', ...house)).toMatchObject({ status: 1, err: expect.stringContaining('--system-admin') });
    const same = await task('setup', ...house, '--system-admin', 'li', '--security-admin', 'li');
    expect(same).toMatchObject({ status: 1, out: '', err: expect.stringContaining('two people') });
    const wrong = await task('setup', ...house, '--system-admin', 'LI', '--security-admin', 'wang');
    expect(wrong).toMatchObject({ status: 1, err: expect.stringContaining('systemAdmin.account') });
  }, 60_000);

  test('makes the center and its first two administrators, whose passwords it prints', async () => {
    const first = await task('setup', ...house, ...people);
    expect(first).toMatchObject({ status: 0, err: '' });
    expect(first.out).toMatch(/^li {2}\S{29}\nwang {2}\S{29}\n/);
    // The screen was closed before anybody read it.
    const again = await task('setup', ...house, ...people);
    expect(again).toMatchObject({ status: 0, out: expect.stringMatching(/^li {2}\S{29}\nwang {2}\S{29}\n/) });
    expect(await task('setup', ...house, '--system-admin', 'li', '--security-admin', 'zhao')).toMatchObject({
      status: 1,
      err: expect.stringContaining('with other names'),
    });
    const [, old = ''] = /^wang {2}(\S+)$/m.exec(first.out) ?? [];
    const [, password = ''] = /^wang {2}(\S+)$/m.exec(again.out) ?? [];
    const server = await Server.start(env());
    try {
      const enter = (secret: string) =>
        server.call('POST', '/auth/token', { body: { username: 'wang', password: secret } });
      expect((await enter(old)).status).toBe(401);
      expect((await enter(password)).status).toBe(200);
    } finally {
      await server.end('SIGTERM');
    }
    expect(await task('setup', ...house, ...people)).toMatchObject({
      status: 1,
      out: '',
      err: expect.stringContaining('in use'),
    });
    // Dead sessions are deleted after a day: the house was in use all the same.
    const ds = await createDataSource(database.url).initialize();
    await ds.query(`insert into second_factor (account, secret, confirmed_at) values ('wang', '\\x00', now())`);
    await ds.query('delete from session');
    await ds.destroy();
    expect(await task('setup', ...house, ...people)).toMatchObject({
      status: 1,
      out: '',
      err: expect.stringContaining('in use'),
    });
    const replayed = await task('replay', 'administration');
    expect(replayed).toMatchObject({ status: 0, err: '' });
    expect(replayed.out).toContain('Accounts, organisations and coverage are as the entries make them.');
  }, 60_000);
});
