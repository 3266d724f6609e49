import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifyCase } from '../../src/cases/verify-case.js';
import { createDataSource } from '../../src/platform/database.js';
import { type FreshDatabase, freshDatabase } from '../database.js';
import { Cable, Server } from './server.js';

let database: FreshDatabase;
let home: string;

beforeAll(async () => {
  database = await freshDatabase();
  home = await mkdtemp(join(tmpdir(), 'lanjie-process-'));
});
afterAll(async () => {
  await database?.drop();
  await rm(home, { recursive: true, force: true });
});

const env = () => ({ DATABASE_URL: database.url, LANJIE_DEMO: '1', LANJIE_HOME: home });

const report = (n: number) => ({
  amount: '20000000',
  account: { number: `62170000999900012${n}`, bank: 'bank-a', holder: '覃测试' },
  indicators: ['PURPOSE_INCONSISTENT', 'ABNORMAL_LIQUIDATION'],
});

describe('a server that is killed between two steps', () => {
  it('comes back with all that was acknowledged, and the same tap gets the same receipt', async () => {
    const first = await Server.start(env());
    const teller = await first.token('teller');
    const key = randomUUID();
    const before = await first.call('POST', '/bank/leads', { token: teller, key, body: report(10) });
    expect(before.status).toBe(201);
    await first.end('SIGKILL');

    const second = await Server.start(env());
    const again = await second.call('POST', '/bank/leads', { token: teller, key, body: report(10) });
    expect([again.status, again.body.receipt]).toEqual([201, before.body.receipt]);
    const duty = await second.token('duty');
    const id = before.body.receipt.case;
    const next = await second.call('POST', `/center/leads/${id}/events/lead.acknowledged`, {
      token: duty,
      key: randomUUID(),
      body: {},
    });
    expect(next.status).toBe(200);
    await second.end('SIGTERM');
    expect(second.process.exitCode).toBe(0);

    const ds = await createDataSource(database.url).initialize();
    expect(await verifyCase(ds, id)).toMatchObject({ fault: null, entries: { length: 2 } });
    await ds.destroy();
  }, 60_000);

  it('loses nothing it acknowledged while it was killed under load', async () => {
    const server = await Server.start(env());
    const duty = await server.token('duty');
    const acknowledged: string[] = [];
    const load = Array.from({ length: 16 }, async () => {
      for (;;) {
        const answer = await server
          .call('POST', '/center/leads', {
            token: duty,
            key: randomUUID(),
            body: { ...report(11), indicators: ['PURPOSE_INCONSISTENT'] },
          })
          .catch(() => null);
        if (!answer) return;
        if (answer.status === 201) acknowledged.push(answer.body.receipt.case);
        if (acknowledged.length === 200) server.process.kill('SIGKILL');
      }
    });
    await Promise.all(load);
    const ds = await createDataSource(database.url).initialize();
    for (const id of acknowledged) expect([id, (await verifyCase(ds, id))?.fault]).toEqual([id, null]);
    await ds.destroy();
  }, 60_000);
});

describe('a server with other keys', () => {
  it('does not start on a database whose cases it cannot open', async () => {
    const other = await mkdtemp(join(tmpdir(), 'lanjie-other-'));
    await expect(Server.start({ ...env(), LANJIE_HOME: other })).rejects.toThrow('sealed under other keys');
    await rm(other, { recursive: true, force: true });
  }, 60_000);
});

describe('a database that goes away', () => {
  it('gives 503 with Retry-After, and all is well again without a restart', async () => {
    const cable = await Cable.to(database.url);
    const server = await Server.start({ ...env(), DATABASE_URL: cable.url });
    const teller = await server.token('teller');
    await cable.cut();
    const key = randomUUID();
    const gone = await server.call('POST', '/bank/leads', { token: teller, key, body: report(12) });
    expect([gone.status, gone.headers.get('retry-after'), gone.body.code]).toEqual([503, '2', 'databaseUnavailable']);
    expect((await server.call('GET', '/health/ready')).status).toBe(503);
    expect((await server.call('GET', '/health/live')).status).toBe(200);
    await cable.mend();
    const back = await server.call('POST', '/bank/leads', { token: teller, key, body: report(12) });
    expect(back.status).toBe(201);
    await server.end('SIGTERM');
    await cable.cut();
  }, 60_000);
});

describe('personal data', () => {
  it('stands in no byte of the data folder, the keys, the log or a refusal', async () => {
    const canaries = {
      name: '甲金丝雀乙',
      phone: '19955501234',
      idNumber: '99010119900101CNRY',
      account: '6217CANARY990001',
      text: '金丝雀自由文本CANARYTEXT',
    };
    const own = await mkdtemp(join(tmpdir(), 'lanjie-canary-'));
    // A folder that only root may enter would send the database elsewhere.
    await chmod(own, 0o711);
    const server = await Server.start({ LANJIE_HOME: own });
    const teller = await server.token('teller');
    const officer = await server.token('duty');
    const body = {
      amount: '20000000',
      account: { number: canaries.account, bank: 'bank-a', holder: canaries.name },
      customer: { name: canaries.name, idType: 'residentId', idNumber: canaries.idNumber, phone: canaries.phone },
      indicators: ['PURPOSE_INCONSISTENT', 'ABNORMAL_LIQUIDATION'],
      hold: { minutes: 20, reason: canaries.text, told: 'now' },
    };
    const made = await server.call('POST', '/bank/leads', { token: teller, key: randomUUID(), body });
    expect(made.status).toBe(201);
    const id = made.body.receipt.case;
    const noted = await server.call('POST', `/center/leads/${id}/events/lead.noted`, {
      token: officer,
      key: randomUUID(),
      body: { text: canaries.text },
    });
    expect(noted.status).toBe(200);
    const refused = await server.call('POST', '/bank/leads', {
      token: teller,
      key: randomUUID(),
      body: { ...body, amount: canaries.phone.concat('x') },
    });
    expect([refused.status, Object.values(canaries).filter((canary) => refused.text.includes(canary))]).toEqual([
      400,
      [],
    ]);
    const seen = await server.call('GET', `/bank/leads/${id}`, { token: teller });
    expect(Object.values(canaries).filter((canary) => seen.text.includes(canary))).toEqual([canaries.text]);
    await server.end('SIGTERM');
    const bytes = Object.entries(canaries).flatMap(
      ([name, canary]) =>
        [
          [name, Buffer.from(canary)],
          [`${name} utf16`, Buffer.from(canary, 'utf16le')],
          [`${name} base64`, Buffer.from(Buffer.from(canary).toString('base64').replace(/=+$/, '').slice(0, -1))],
        ] as const,
    );
    const found: string[] = [];
    const files = await filesUnder(own);
    expect(files.some((file) => file.includes('/base/')) && files.some((file) => file.includes('/pg_wal/'))).toBe(true);
    for (const file of files) {
      const content = await readFile(file);
      for (const [name, canary] of bytes) if (content.includes(canary)) found.push(`${name} in ${file}`);
    }
    for (const [name, canary] of bytes) if (Buffer.from(server.log).includes(canary)) found.push(`${name} in the log`);
    expect(found).toEqual([]);
    await rm(own, { recursive: true, force: true });
  }, 90_000);
});

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
