import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Callers, FRESH_MS } from '../../../src/access/callers.js';
import { Sessions } from '../../../src/access/sessions.js';
import { SessionSweep } from '../../../src/access/sign-in/sweep.js';
import { type House, house } from '../house.js';
import { told, Visitor } from './visitor.js';

let at: House;
let other: NestFastifyApplication;
let visitor: Visitor;

beforeAll(async () => {
  at = await house([], { proxied: true });
  other = await at.build();
  visitor = new Visitor(at.app);
});

afterAll(async () => {
  await other.close();
  await at.close();
});

/** Changes the rows of a session as time would. */
async function age(account: string, set: string): Promise<void> {
  await at.ds.query(`update session set ${set} where id = $1`, [await at.sessionOf(account)]);
  for (const app of [at.app, other]) app.get(Callers).forgetAll();
}

/** Until a server has heard what another did; far sooner than it would ask by itself. */
async function heard(check: () => Promise<boolean>): Promise<number> {
  const began = performance.now();
  while (!(await check())) {
    if (performance.now() - began > FRESH_MS - 500) break;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return performance.now() - began;
}

describe('a session', () => {
  test('goes on with the next pair of tokens, and the old access token is good until it expires', async () => {
    const first = await visitor.enter('teller');
    const second = (await visitor.post('/auth/refresh', { refreshToken: first.refreshToken }).expect(200)).body;
    expect(second).toMatchObject({ tokenType: 'Bearer', expiresIn: 900, due: [] });
    for (const { accessToken } of [first, second]) await visitor.bearing(accessToken).get('/me').expect(200);
    const third = await visitor.post('/auth/refresh', { refreshToken: second.refreshToken }).expect(200);
    expect(third.body.refreshToken).not.toBe(second.refreshToken);
  });

  test('ends for everybody when a refresh token comes twice, and says so', async () => {
    const first = await visitor.enter('teller2');
    const second = (await visitor.post('/auth/refresh', { refreshToken: first.refreshToken }).expect(200)).body;
    await visitor.at(other).bearing(second.accessToken).get('/me').expect(200);
    const again = await visitor.at(other).post('/auth/refresh', { refreshToken: first.refreshToken });
    expect(told(again)).toEqual([401, 'refreshTokenReused']);
    expect(again.body.detail).toMatch(/session was ended\. Sign in again/);
    expect(told(await visitor.post('/auth/refresh', { refreshToken: second.refreshToken }))).toEqual([
      401,
      'refreshTokenNotValid',
    ]);
    await visitor.at(other).bearing(second.accessToken).get('/me').expect(401);
  });

  test('gives one pair only when two servers are asked with one token in the same moment', async () => {
    const { refreshToken } = await visitor.enter('bankdesk');
    const answers = await Promise.all(
      [at.app, other, at.app, other].map((app) => visitor.at(app).post('/auth/refresh', { refreshToken })),
    );
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
    expect(answers.some(({ body }) => body.code === 'refreshTokenReused')).toBe(true);
    const [row] = await at.ds.query('select ended_at from session where id = $1', [await at.sessionOf('bankdesk')]);
    expect(row.ended_at).not.toBeNull();
  });

  test('takes no access token for a refresh token, nor the reverse', async () => {
    const { accessToken, refreshToken } = await visitor.enter('duty');
    expect(told(await visitor.post('/auth/refresh', { refreshToken: accessToken }))).toEqual([
      401,
      'refreshTokenNotValid',
    ]);
    expect(told(await visitor.bearing(refreshToken).get('/me'))).toEqual([401, 'tokenNotValid']);
    expect(told(await visitor.post('/auth/refresh', { refreshToken: 'x' }))).toEqual([401, 'refreshTokenNotValid']);
  });

  test('ends after half an hour of rest, and after twelve hours in any case', async () => {
    const resting = await visitor.enter('duty2');
    await age('duty2', `last_used_at = now() - interval '29 minutes'`);
    await visitor.bearing(resting.accessToken).get('/me').expect(200);
    const [row] = await at.ds.query(
      "select last_used_at > now() - interval '1 minute' as used from session where id = $1",
      [await at.sessionOf('duty2')],
    );
    expect(row.used).toBe(true);
    await age('duty2', `last_used_at = now() - interval '31 minutes'`);
    await visitor.bearing(resting.accessToken).get('/me').expect(401);
    expect(told(await visitor.post('/auth/refresh', { refreshToken: resting.refreshToken }))).toEqual([
      401,
      'refreshTokenNotValid',
    ]);
    const old = await visitor.enter('duty2');
    const [{ hours }] = await at.ds.query(
      'select extract(epoch from expires_at - issued_at) / 3600 as hours from session where id = $1',
      [await at.sessionOf('duty2')],
    );
    expect(Number(hours)).toBe(12);
    await age('duty2', `expires_at = now()`);
    await visitor.bearing(old.accessToken).get('/me').expect(401);
    expect(told(await visitor.post('/auth/refresh', { refreshToken: old.refreshToken }))).toEqual([
      401,
      'refreshTokenNotValid',
    ]);
  });

  test('lets no token last longer than itself', async () => {
    const { refreshToken } = await visitor.enter('station');
    await age('station', `expires_at = now() + interval '100 seconds'`);
    const { body } = await visitor.post('/auth/refresh', { refreshToken }).expect(200);
    expect(body.expiresIn).toBeGreaterThan(90);
    expect(body.expiresIn).toBeLessThanOrEqual(100);
  });

  test('ends at once where somebody signs out, and a moment later on every other server', async () => {
    const { accessToken, refreshToken } = await visitor.enter('officer');
    const here = visitor.bearing(accessToken);
    const there = here.at(other);
    for (const one of [here, there]) await one.get('/me').expect(200);
    expect((await here.post('/auth/sign-out').expect(200)).body).toEqual({ ended: 1 });
    await here.get('/me').expect(401);
    await heard(async () => (await there.get('/me')).status === 401);
    await there.get('/me').expect(401);
    expect(told(await visitor.post('/auth/refresh', { refreshToken }))).toEqual([401, 'refreshTokenNotValid']);
  });

  test('ends within the same few seconds where a server has not heard of it', async () => {
    const { accessToken } = await visitor.enter('officer2');
    await visitor.bearing(accessToken).get('/me').expect(200);
    await at.ds.query('update session set ended_at = now() where id = $1', [await at.sessionOf('officer2')]);
    await visitor.bearing(accessToken).get('/me').expect(200);
    at.app.get(Callers).forgetAll();
    await visitor.bearing(accessToken).get('/me').expect(401);
  });

  test('is heard of again after the connection to the database was lost', async () => {
    const { accessToken } = await visitor.enter('officer3');
    const there = visitor.at(other).bearing(accessToken);
    await there.get('/me').expect(200);
    await at.tamper(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and query like 'listen %' and pid <> pg_backend_pid()`,
    );
    await heard(async () => {
      const rows = await at.tamper(
        `select from pg_stat_activity where datname = current_database() and query like 'listen %'`,
      );
      return rows.length === 2;
    });
    await there.get('/me').expect(200);
    await visitor.bearing(accessToken).post('/auth/sign-out').expect(200);
    await heard(async () => (await there.get('/me')).status === 401);
    await there.get('/me').expect(401);
  });
});

describe('people', () => {
  test('see their own sessions: since when, from where, and which is this one', async () => {
    await at.app.get(Sessions).endAllOf('county');
    await visitor.from('192.0.2.77').enter('county');
    const now = await visitor.from('2001:db8:1:2::3').signedIn('county');
    const { items } = (await now.get('/auth/sessions').expect(200)).body;
    expect(items).toEqual([
      expect.objectContaining({ current: true, kind: 'bearer', from: '2001:db8:1::/48' }),
      expect.objectContaining({ current: false, kind: 'bearer', from: '192.0.2.*' }),
    ]);
    for (const { startedAt, lastUsedAt, endsAt } of items)
      for (const moment of [startedAt, lastUsedAt, endsAt]) expect(moment).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
    expect(Date.parse(items[0].endsAt) - Date.parse(items[0].lastUsedAt)).toBe(30 * 60_000);
  });

  test('end one of them, or all but this one', async () => {
    await at.app.get(Sessions).endAllOf('county');
    const [one, two, three] = [
      await visitor.signedIn('county'),
      await visitor.signedIn('county'),
      await visitor.signedIn('county'),
    ];
    const { items } = (await one.get('/auth/sessions')).body;
    const last = items.find(({ current }: { current: boolean }) => !current).id;
    expect((await one.delete(`/auth/sessions/${last}`).expect(200)).body).toEqual({ ended: 1 });
    expect(told(await one.delete(`/auth/sessions/${last}`))).toEqual([404, 'noSuchSession']);
    expect((await one.delete('/auth/sessions').expect(200)).body).toEqual({ ended: 1 });
    await one.get('/me').expect(200);
    for (const ended of [two, three]) await ended.get('/me').expect(401);
  });

  test('hear of the sessions of others what they hear of those that never were', async () => {
    const mine = await visitor.signedIn('county');
    await visitor.enter('city');
    const ids = [await at.sessionOf('city'), '00000000-0000-7000-8000-000000000000', 'x', `x' or 1=1`];
    const answers = await Promise.all(ids.map((id) => mine.delete(`/auth/sessions/${encodeURIComponent(id)}`)));
    for (const { status, body } of answers)
      expect([status, { ...body, traceId: '' }]).toEqual([404, { ...answers[0]?.body, traceId: '' }]);
  });

  test('whose account is disabled get no further pair of tokens', async () => {
    const { refreshToken } = await visitor.enter('custodian');
    await at.ds.query(`update account set disabled_at = now() where name = 'custodian'`);
    expect(told(await visitor.post('/auth/refresh', { refreshToken }))).toEqual([401, 'refreshTokenNotValid']);
  });
});

test('dead sessions go after a day, by one server, and the living stay', async () => {
  await at.ds.query('delete from session');
  const ids: string[] = [];
  for (const set of [
    `ended_at = now() - interval '25 hours'`,
    `expires_at = now() - interval '25 hours'`,
    `last_used_at = now() - interval '25 hours'`,
    `ended_at = now() - interval '23 hours'`,
    `last_used_at = now() - interval '24 hours'`,
    `last_used_at = now()`,
  ]) {
    await visitor.enter('auditor');
    ids.push(await at.sessionOf('auditor'));
    await age('auditor', set);
  }
  const swept = await Promise.all([at.app, other].map((app) => app.get(SessionSweep).sweepAll()));
  expect(swept.sort()).toEqual([0, 3]);
  const left: { id: string }[] = await at.ds.query('select id from session order by id');
  expect(left.map(({ id }) => id)).toEqual(ids.slice(3));
});
