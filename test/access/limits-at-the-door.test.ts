import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DataSource } from 'typeorm';
import { Limits } from '../../src/access/limits/limits.js';
import { createApp } from '../../src/app.js';
import { loadConfig } from '../../src/config.js';
import { demoPassword } from '../../src/demo/accounts.js';
import { seedDemo } from '../../src/demo/seed-demo.js';
import { createDataSource } from '../../src/platform/database.js';
import { type FreshDatabase, freshDatabase } from '../database.js';

// No test crosses the end of such a window.
const YEARS = 99_999_999;
const settings = {
  'sign-in-account': 3,
  'sign-in-address': 12,
  'public-address': 6,
  'reads-account': 5,
  'reads-organisation': 8,
  'writes-account': 2,
  'writes-organisation': 100,
  'refused-address': 12,
};

let database: FreshDatabase;
let ds: DataSource;
let home: string;
const servers: NestFastifyApplication[] = [];
const tokens = new Map<string, string>();

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'lanjie-limited-'));
  database = await freshDatabase();
  ds = await createDataSource(database.url).initialize();
  await seedDemo(ds);
  // Tokens from a server without such limits.
  const generous = await serverWith('sign-in-account=1000/60');
  for (const username of ['teller', 'teller2', 'duty', 'bankdesk']) {
    const answer = await signIn(generous, username, demoPassword);
    tokens.set(username, answer.json().accessToken);
  }
  await generous.close();
});
afterAll(async () => {
  await ds.destroy();
  await database.drop();
  rmSync(home, { recursive: true });
});
beforeEach(async () => {
  await ds.query('delete from rate_limit');
  const LIMITS = Object.entries(settings).map(([name, quota]) => `${name}=${quota}/${YEARS}`);
  servers.push(await serverWith(LIMITS.join(',')), await serverWith(LIMITS.join(',')));
});

function serverWith(limits: string): Promise<NestFastifyApplication> {
  const config = loadConfig({
    LOG_LEVEL: 'silent',
    LANJIE_HOME: home,
    LANJIE_LIMITS: limits,
    LANJIE_TRUSTED_PROXIES: '127.0.0.1',
  });
  return createApp(config, ds, { poll: false });
}

/** The two servers of this test, ended with it. */
async function withTwo(act: (one: NestFastifyApplication, other: NestFastifyApplication) => Promise<void>) {
  const [one, other] = servers.splice(0) as [NestFastifyApplication, NestFastifyApplication];
  try {
    await act(one, other);
  } finally {
    await Promise.all([one.close(), other.close()]);
  }
}

function signIn(app: NestFastifyApplication, username: string, password: string, from = '192.0.2.1') {
  return app.inject({
    method: 'POST',
    url: '/auth/token',
    headers: { 'x-forwarded-for': from, 'accept-language': 'en' },
    payload: { username, password },
  });
}

function call(app: NestFastifyApplication, who: string, url: string, method: 'GET' | 'POST' = 'GET') {
  const headers = { authorization: `Bearer ${tokens.get(who)}`, 'accept-language': 'en' };
  return app.inject(method === 'GET' ? { url, headers } : { method, url, headers, payload: {} });
}

async function statuses(calls: Promise<{ statusCode: number }>[]): Promise<Record<number, number>> {
  const counts: Record<number, number> = {};
  for (const { statusCode } of await Promise.all(calls)) counts[statusCode] = (counts[statusCode] ?? 0) + 1;
  return counts;
}

describe('two servers at the door', () => {
  test('let an account read as often as its limit says, together', () =>
    withTwo(async (one, other) => {
      const calls = [one, other].flatMap((app) => Array.from({ length: 10 }, () => call(app, 'teller', '/me')));
      expect(await statuses(calls)).toEqual({ 200: 5, 429: 15 });
      const refused = await call(one, 'teller', '/me');
      expect(refused.json()).toMatchObject({ status: 429, code: 'tooManyRequests' });
      expect(refused.json().detail).toMatch(/^This account has used up .* try again in \d+ seconds\.$/);
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
      expect(refused.headers['ratelimit']).toMatch(/^"reads-account";r=0;t=\d+$/);
      // Writing is another limit, and so is what others do.
      expect((await call(one, 'teller', '/bank/leads', 'POST')).statusCode).toBe(400);
      expect((await call(one, 'duty', '/me')).statusCode).toBe(200);
    }));

  test('let the people of one organisation read as often as its limit says, together', () =>
    withTwo(async (one, other) => {
      const both = [one, other].flatMap((app) => Array.from({ length: 10 }, () => call(app, 'duty', '/me')));
      expect(await statuses(both)).toEqual({ 200: 5, 429: 15 });
      const rows = await ds.query(`select taken from rate_limit where policy = 'reads-organisation'`);
      // Whoever was refused for themselves took nothing from the others.
      expect(rows.length).toBe(1);
      expect(rows[0].taken).toBeLessThanOrEqual(5 + 2);
    }));

  test('say on success how the limits stand', () =>
    withTwo(async (one) => {
      const answer = await call(one, 'teller', '/me');
      expect(answer.headers['ratelimit-policy']).toBe(
        `"reads-account";q=5;w=${YEARS}, "reads-organisation";q=8;w=${YEARS}`,
      );
      expect(answer.headers['ratelimit']).toMatch(/^"reads-account";r=4;t=\d+, "reads-organisation";r=7;t=\d+$/);
    }));

  test('count no request for somebody whom they do not let in', () =>
    withTwo(async (one) => {
      for (let i = 0; i < 10; i++) expect((await one.inject('/me')).statusCode).toBe(401);
      expect((await call(one, 'teller', '/me')).statusCode).toBe(200);
    }));

  test('turn an address away so often, together, and then look at no token that was not right before', () =>
    withTwo(async (one, other) => {
      const guess = (app: NestFastifyApplication, token: string, from = '192.0.2.1') =>
        app.inject({ url: '/me', headers: { authorization: `Bearer ${token}`, 'x-forwarded-for': from } });
      const token = (who: string) => tokens.get(who) ?? '';
      expect((await guess(one, token('teller'))).statusCode).toBe(200);
      const lead = (app: NestFastifyApplication) =>
        app.inject({
          url: '/center/leads',
          headers: { authorization: `Bearer ${token('teller')}`, 'x-forwarded-for': '192.0.2.1' },
        });
      const refusals = [one, other].flatMap((app) => [
        ...Array.from({ length: 8 }, (_, i) => guess(app, `guess${i}`)),
        ...Array.from({ length: 4 }, () => lead(app)),
      ]);
      const { 401: unknown = 0, 403: forbidden = 0, 429: limited } = await statuses(refusals);
      expect([unknown + forbidden, limited]).toEqual([12, 12]);
      const refused = await guess(one, 'guess');
      expect([refused.statusCode, refused.headers['ratelimit']]).toEqual([
        429,
        expect.stringMatching(/^"refused-address";r=0;t=\d+$/),
      ]);
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
      // Nobody is shut out who was let in before, nor elsewhere; signing in has a limit of its own.
      expect((await guess(one, token('teller'))).statusCode).toBe(200);
      expect((await guess(one, token('duty'))).statusCode).toBe(429);
      expect((await guess(one, token('duty'), '198.51.100.1')).statusCode).toBe(200);
      expect((await signIn(one, 'bankdesk', demoPassword)).statusCode).toBe(200);
    }));

  test('let a name try its password so often from one address, and from another still', () =>
    withTwo(async (one, other) => {
      const wrong = [one, other].flatMap((app) => Array.from({ length: 4 }, () => signIn(app, 'duty', 'wrong')));
      expect(await statuses(wrong)).toEqual({ 401: 3, 429: 5 });
      // The right password is not even looked at any more …
      expect((await signIn(one, 'duty', demoPassword)).statusCode).toBe(429);
      // … but nobody shuts somebody out from where they are not.
      expect((await signIn(one, 'duty', demoPassword, '198.51.100.1')).statusCode).toBe(200);
    }));

  test('let one address try so many names', () =>
    withTwo(async (one, other) => {
      const names = Array.from({ length: 20 }, (_, i) =>
        signIn(i % 2 ? one : other, `nobody${i}`, 'wrong', '2001:db8::1'),
      );
      expect(await statuses(names)).toEqual({ 401: 12, 429: 8 });
      // The same network of 64 bits.
      expect((await signIn(one, 'duty', demoPassword, '2001:db8::2')).statusCode).toBe(429);
    }));

  test('take nobody’s word for an address but a trusted proxy’s', () =>
    withTwo(async (one) => {
      for (let i = 0; i < 12; i++) await signIn(one, `nobody${i}`, 'wrong', `10.9.9.${i}, 203.0.113.5`);
      expect((await signIn(one, 'duty', demoPassword, '10.9.9.99, 203.0.113.5')).statusCode).toBe(429);
    }));

  test('lend the documentation to an address so often, and watchers come as they please', () =>
    withTwo(async (one, other) => {
      const docs = [one, other].flatMap((app) => Array.from({ length: 6 }, () => app.inject('/docs')));
      expect(await statuses(docs)).toEqual({ 200: 6, 429: 6 });
      for (let i = 0; i < 10; i++) expect((await one.inject('/health/ready')).statusCode).toBe(200);
      expect((await one.inject('/metrics')).body).toMatch(/lanjie_limited_total\{policy="public-address"\} \d/);
    }));

  test('limit a deed inside an operation alike', () =>
    withTwo(async (one, other) => {
      const ask = async (app: NestFastifyApplication) => app.get(Limits).limit('breakGlass', { account: 'duty' });
      const asked = await Promise.allSettled(Array.from({ length: 24 }, (_, i) => ask(i % 2 ? one : other)));
      expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    }));
});
