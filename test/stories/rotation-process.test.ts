import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type FreshDatabase, freshDatabase } from '../database.js';
import { report } from './people.js';
import { Server } from './server.js';

let database: FreshDatabase;
let home: string;
let servers: Server[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  home = await mkdtemp(join(tmpdir(), 'lanjie-rotation-'));
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.end('SIGTERM')));
  await database?.drop();
  await rm(home, { recursive: true, force: true });
});

const env = () => ({ DATABASE_URL: database.url, LANJIE_DEMO: '1', LANJIE_HOME: home });

/** `npm run rotate-keys -- …`: what it says, and how it ends. */
function rotateKeys(...args: string[]): Promise<{ code: number; text: string }> {
  const script = join(import.meta.dirname, '../../dist/src/rotate-keys.js');
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], { env: { ...env(), PATH: '' } }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), text: stdout + stderr }),
    );
  });
}

it('changes both keys under two servers that work on and are told nothing', async () => {
  servers = [await Server.start(env()), await Server.start(env())];
  const [one, two] = servers;
  if (!one || !two) throw new Error('two servers are wanted');
  const teller = await one.token('teller');
  const duty = await two.token('duty');
  let n = 9600;
  const opens = (server: Server, customer: number) =>
    server.call('POST', '/bank/leads', { token: teller, key: randomUUID(), body: report(customer) });
  const before = await opens(one, n);
  expect(before.status).toBe(201);

  // Somebody reports all the while, at both counters.
  let going = true;
  const statuses: number[] = [];
  const traffic = (async () => {
    while (going) {
      n++;
      const answers = await Promise.all([opens(one, n), opens(two, n)]);
      statuses.push(...answers.map(({ status }) => status));
    }
  })();
  const master = await rotateKeys('master');
  const tag = await rotateKeys('tag');
  going = false;
  await traffic;
  expect([master.code, tag.code, master.text + tag.text]).toEqual([0, 0, expect.stringContaining('moved up')]);
  // Of each pair one customer is held and the other report refused: never both, never an error.
  expect(statuses.length).toBeGreaterThan(2);
  expect(statuses.filter((status) => status === 201)).toHaveLength(statuses.length / 2);
  expect(statuses.filter((status) => status === 409)).toHaveLength(statuses.length / 2);
  expect((await opens(two, 9600)).body.code).toBe('rulesFailed');

  for (const purpose of ['master', 'tag']) expect((await rotateKeys(purpose, 'retire')).code).toBe(0);
  expect((await readdir(join(home, 'keys'))).filter((file) => /^(master|tag)/.test(file)).sort()).toEqual([
    'master-2.key',
    'master.key.retired',
    'tag-2.key',
    'tag.key.retired',
  ]);
  const id = before.body.receipt.case;
  for (const server of servers) {
    const { status, body } = await server.call('GET', `/center/leads/${id}`, { token: duty });
    expect([status, body.parts[0].facts.customer.name]).toEqual([200, '陆**']);
  }
  expect(await rotateKeys('case')).toEqual({ code: 1, text: expect.stringContaining('Say which key') });
}, 90_000);
