import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { lastCheckpoint } from '../../src/engine/store/checkpoints.js';
import { Checkpoints } from '../../src/proving/checkpoints.js';
import { RemoteSigner } from '../../src/proving/remote-signer.js';
import { Play, scene, Theatre } from '../stories/play.js';

const secret = 'a secret that servers and signer know';
const folder = mkdtempSync(join(tmpdir(), 'lanjie-signer-'));
let theatre: Theatre;
beforeAll(async () => {
  theatre = await Theatre.open();
}, 60_000);
afterAll(async () => {
  await theatre?.close();
  rmSync(folder, { recursive: true });
});

const running: ChildProcess[] = [];
afterEach(async () => {
  for (const child of running.splice(0)) await end(child, 'SIGTERM');
});

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

function launched(env: Record<string, string>, args: readonly string[] = []) {
  const main = join(import.meta.dirname, '../../dist/src/signer.js');
  const child = spawn(process.execPath, [main, ...args], {
    env: {
      LANJIE_SIGNER_HOME: folder,
      LANJIE_SIGNER_PORT: '0',
      LANJIE_SIGNER_SECRET: secret,
      LANJIE_ORIGIN: 'lanjie/process',
      ...env,
    },
  });
  running.push(child);
  const said = { text: '' };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said.text += String(chunk)));
  return { child, said };
}

/** A signer that serves, as `npm run signer` starts it. */
async function serving(): Promise<{ child: ChildProcess; url: string }> {
  const { child, said } = launched({});
  while (!said.text.includes('\n') && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 20));
  const url = /is ready: (\S+)/.exec(said.text)?.[1];
  if (!url) throw new Error(`the signer did not start: ${said.text}`);
  return { child, url };
}

const task = async (...args: string[]) => {
  const { child, said } = launched({}, args);
  const [status] = await once(child, 'close');
  return { status, out: said.text };
};

async function signed(url: string): Promise<number | undefined> {
  const checkpoints = new Checkpoints(theatre.ds, new RemoteSigner(url, secret), (error) => {
    throw error;
  });
  await new Play(theatre).tell({ steps: scene('to-the-scene', customer++, 2) });
  await theatre.ds.query('update lease set until = now()');
  await theatre.sequence();
  await checkpoints.runAll();
  await checkpoints.stop();
  return (await lastCheckpoint(theatre.ds))?.size;
}
let customer = 1;

describe('a signer in a process of its own', () => {
  test('signs for whoever knows the secret, remembers when killed, rotates while it rests', async () => {
    const first = await serving();
    const size = await signed(first.url);
    expect(size).toBeGreaterThan(1);
    expect((await fetch(`${first.url}/identity`)).status).toBe(401);
    await expect(new RemoteSigner(first.url, 'another').identity()).rejects.toThrow('401');
    const body = JSON.stringify({ have: null, size: -1, old: 0, root: '', proof: [] });
    const headers = { authorization: `Bearer ${secret}` };
    expect((await fetch(`${first.url}/checkpoints`, { method: 'POST', headers, body })).status).toBe(400);
    expect((await fetch(`${first.url}/elsewhere`, { headers })).status).toBe(404);
    // The folder is taken.
    expect(await task('rotate')).toMatchObject({ status: 1, out: expect.stringContaining('Another process has') });
    await end(first.child, 'SIGKILL');
    const rotated = await task('rotate');
    expect(rotated).toMatchObject({ status: 0, out: expect.stringMatching(/^lanjie\/process\+[0-9a-f]{8}\+/) });
    const second = await serving();
    expect((await new RemoteSigner(second.url, secret).identity()).key).toBe(rotated.out.trim());
    expect(await signed(second.url)).toBeGreaterThan(Number(size));
    const notes = await theatre.ds.query('select n::int as n, telling from checkpoint order by id');
    expect(notes).toEqual([
      { n: 1, telling: false },
      { n: 2, telling: true },
      { n: 3, telling: false },
    ]);
  }, 60_000);

  test('says what it needs', async () => {
    const without = async (name: string) => {
      const { child, said } = launched({ [name]: '' });
      const [status] = await once(child, 'close');
      return { status, said: said.text };
    };
    expect(await without('LANJIE_SIGNER_HOME')).toMatchObject({
      status: 1,
      said: expect.stringContaining('LANJIE_SIGNER_HOME must name'),
    });
    expect(await without('LANJIE_SIGNER_SECRET')).toMatchObject({
      status: 1,
      said: expect.stringContaining('at least 32 characters'),
    });
    expect(await task('other')).toMatchObject({ status: 1, out: expect.stringContaining('npm run signer -- rotate') });
  }, 60_000);
});
