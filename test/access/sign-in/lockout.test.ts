import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Lockout } from '../../../src/access/sign-in/lockout.js';
import { demoPassword } from '../../../src/demo/accounts.js';
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

beforeEach(() => at.ds.query('delete from sign_in_attempt'));

const fail = (who: Visitor, username = 'duty') => who.post('/auth/token', { username, password: 'wrong' });
const tries = (who: Visitor, username = 'duty') => who.post('/auth/token', { username, password: demoPassword });
const failTimes = async (who: Visitor, times: number, username = 'duty') => {
  for (let n = 0; n < times; n++) expect(told(await fail(who, username))).toEqual([401, 'wrongCredentials']);
};
/** So many seconds pass. */
const pass = (seconds: number) =>
  at.ds.query(
    `update sign_in_attempt set last_at = last_at - make_interval(secs => $1),
       succeeded_at = succeeded_at - make_interval(secs => $1)`,
    [seconds],
  );

describe('an account at one address', () => {
  const here = () => visitor.from('192.0.2.1');

  test('waits after five failures in a row, and not after four', async () => {
    await failTimes(here(), 4);
    expect((await tries(here())).status).toBe(200);
    await failTimes(here(), 5);
    expect(told(await tries(here()))).toEqual([401, 'wrongCredentials']);
  });

  test('waits on every server', async () => {
    for (let n = 0; n < 5; n++) await fail(here().at(n % 2 ? other : at.app));
    for (const app of [at.app, other]) expect((await tries(here().at(app))).status).toBe(401);
  });

  test('waits half a minute, then twice as long each time, a quarter of an hour at most', async () => {
    await failTimes(here(), 5);
    for (const seconds of [30, 60, 120, 240, 480, 900, 900]) {
      await pass(seconds - 20);
      expect([seconds, (await tries(here())).status]).toEqual([seconds, 401]);
      await pass(20);
      await failTimes(here(), 1);
    }
    await pass(900);
    expect((await tries(here())).status).toBe(200);
  });

  test('begins anew after a success', async () => {
    await failTimes(here(), 4);
    await tries(here()).expect(200);
    await failTimes(here(), 4);
    await tries(here()).expect(200);
  });

  test('does not wait longer for knocking on', async () => {
    await failTimes(here(), 12);
    await pass(30);
    await tries(here()).expect(200);
  });

  test('counts an IPv6 network as one address', async () => {
    for (let n = 1; n <= 5; n++) await fail(visitor.from(`2001:db8:1:2::${n}`));
    expect((await tries(visitor.from('2001:db8:1:2:ffff::1'))).status).toBe(401);
    expect((await tries(visitor.from('2001:db8:1:3::1'))).status).toBe(200);
  });

  test('answers alike when it waits, is unknown, disabled or the password is wrong', async () => {
    await at.ds.query(`update account set disabled_at = now() where name = 'officer3'`);
    await failTimes(here(), 5);
    const answers = [
      await fail(here()),
      await tries(here()),
      await fail(here(), 'nobody'),
      await tries(here(), 'officer3'),
    ];
    for (const { status, headers, body } of answers) {
      expect([status, headers['www-authenticate'], headers['retry-after']]).toEqual([
        401,
        'Bearer realm="lanjie"',
        undefined,
      ]);
      expect({ ...body, traceId: '' }).toEqual({ ...answers[0]?.body, traceId: '' });
    }
  });

  test('of thirty guesses fired at two servers at once none is taken once five have failed', async () => {
    await Promise.all(Array.from({ length: 30 }, (_, n) => fail(here().at(n % 2 ? other : at.app))));
    expect(told(await tries(here()))).toEqual([401, 'wrongCredentials']);
    const [row] = await at.ds.query('select max(failures) as most from sign_in_attempt');
    expect(row.most).toBe(5);
  });

  test('many who are right at once are let in, all of them', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => tries(here())));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
  });
});

describe('a stranger', () => {
  const home = () => visitor.from('198.51.100.1');

  test('keeps nobody out who comes from elsewhere', async () => {
    await failTimes(visitor.from('203.0.113.1'), 20);
    await tries(home()).expect(200);
  });

  test('with a hundred failures from many addresses makes the account wait where it is not known, and only there', async () => {
    await tries(home()).expect(200);
    for (let n = 0; n < 100; n++) await at.app.get(Lockout).failed('duty', `203.0.113.${Math.floor(n / 4)}`);
    expect((await tries(visitor.from('203.0.113.200'))).status).toBe(401);
    await tries(home()).expect(200);
    // That success has set the count to nothing.
    await tries(visitor.from('203.0.113.200')).expect(200);
  });

  test('is not known any more at an address from which nobody signed in for a month; the wait ends by itself', async () => {
    await tries(home()).expect(200);
    await pass(31 * 86_400);
    for (let n = 0; n < 100; n++) await at.app.get(Lockout).failed('duty', `203.0.113.${Math.floor(n / 4)}`);
    expect((await tries(home())).status).toBe(401);
    await pass(31);
    await tries(home()).expect(200);
  });

  test('does not reach the hundred from one address that waits', async () => {
    for (let n = 0; n < 150; n++) await at.app.get(Lockout).failed('duty', '203.0.113.9');
    await tries(visitor.from('203.0.113.10')).expect(200);
  });
});

test('what is counted tells neither names nor addresses, and goes when it counts no more', async () => {
  await fail(visitor.from('192.0.2.1'), 'geheim');
  await fail(visitor.from('192.0.2.1'), 'duty');
  await tries(visitor.from('192.0.2.2'), 'duty2').expect(200);
  const rows: { account: Buffer; address: Buffer }[] = await at.ds.query(
    'select account, address from sign_in_attempt',
  );
  expect(rows).toHaveLength(5);
  for (const { account, address } of rows) {
    expect(account).toHaveLength(32);
    expect([0, 32]).toContain(address.length);
    expect(Buffer.concat([account, address]).toString('latin1')).not.toMatch(/geheim|duty|192\.0/);
  }
  await pass(86_401);
  await at.app.get(Lockout).purge(100);
  expect(await at.ds.query('select succeeded_at is not null as known from sign_in_attempt')).toEqual([{ known: true }]);
  await pass(31 * 86_400);
  await at.app.get(Lockout).purge(100);
  expect(await at.ds.query('select from sign_in_attempt')).toEqual([]);
});

test('an administrator lifts it', async () => {
  await failTimes(visitor.from('192.0.2.1'), 5);
  await at.app.get(Lockout).lift('duty');
  await tries(visitor.from('192.0.2.1')).expect(200);
});
