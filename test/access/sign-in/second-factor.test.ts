import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Controller, Get } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Callers } from '../../../src/access/callers.js';
import { KeyProvider } from '../../../src/access/sealing/index.js';
import { Sessions } from '../../../src/access/sessions.js';
import { secondFactorRoles } from '../../../src/access/sign-in/profiles.js';
import { secondFactorOf } from '../../../src/access/sign-in/second-factors.js';
import { codeOf } from '../../../src/access/sign-in/totp.js';
import { demoAccounts, demoPassword } from '../../../src/demo/accounts.js';
import { Operation } from '../../../src/platform/operation.js';
import { type House, house } from '../house.js';
import { bytesOf, told, Visitor } from './visitor.js';

@Controller('work')
class WorkController {
  @Get()
  @Operation({ id: 'work', summary: { zh: '试', en: 'try' }, tag: 'work', roles: 'signedIn' })
  work(): object {
    return {};
  }
}

let at: House;
let other: NestFastifyApplication;
let visitor: Visitor;

beforeAll(async () => {
  at = await house([WorkController], { demo: false });
  other = await at.build();
  visitor = new Visitor(at.app);
});

afterAll(async () => {
  await other.close();
  await at.close();
});

beforeEach(async () => {
  await at.ds.query('delete from sign_in_attempt; delete from recovery_code; delete from second_factor');
  await at.ds.query('delete from session');
  for (const app of [at.app, other]) app.get(Callers).forgetAll();
});

/** The database's present time step. It may pass before a code arrives: that of the step before is taken too. */
async function presentStep(): Promise<number> {
  const [{ now }] = await at.ds.query('select extract(epoch from now())::float8 as now');
  return Math.floor(now / 30);
}

/** Enrols and confirms, and lets the step of that first code be past. */
async function enrolled(account: string) {
  const person = await visitor.signedIn(account);
  const { secret } = (await person.post('/auth/second-factor').expect(200)).body;
  const key = bytesOf(secret);
  const code = async (off = 0) => codeOf(key, (await presentStep()) + off);
  const answer = await person.post('/auth/second-factor/confirm', { code: await code() }).expect(200);
  await at.ds.query('update second_factor set last_step = last_step - 10');
  return { person, code, recoveryCodes: answer.body.recoveryCodes as string[] };
}

const enter = (username: string, more: object = {}) =>
  visitor.post('/auth/token', { username, password: demoPassword, ...more });

describe('a second factor', () => {
  test('is shown once as a secret, sealed in the database, and in use once its first code was given', async () => {
    const person = await visitor.signedIn('officer');
    expect((await person.get('/auth/second-factor')).body).toEqual({
      enrolled: false,
      since: null,
      recoveryCodesLeft: 0,
    });
    const { secret, uri } = (await person.post('/auth/second-factor').expect(200)).body;
    expect(uri).toContain(`secret=${secret}&issuer=Lanjie`);
    const [row] = await at.ds.query('select secret, confirmed_at from second_factor');
    expect(row.confirmed_at).toBeNull();
    expect(row.secret.toString('latin1')).toMatch(/^A256GCM:[0-9a-f]{16}:/);
    expect(row.secret.includes(bytesOf(secret))).toBe(false);
    await enter('officer').expect(200);
    const wrong = await person.post('/auth/second-factor/confirm', { code: '000000' });
    expect([wrong.status, wrong.body.errors[0].field]).toEqual([400, 'code']);
    const code = codeOf(bytesOf(secret), await presentStep());
    const { recoveryCodes } = (await person.post('/auth/second-factor/confirm', { code }).expect(200)).body;
    expect(new Set(recoveryCodes).size).toBe(10);
    expect((await person.get('/auth/second-factor')).body).toEqual({
      enrolled: true,
      since: expect.any(String),
      recoveryCodesLeft: 10,
    });
    expect(told(await person.post('/auth/second-factor'))).toEqual([409, 'alreadyEnrolled']);
  });

  test('cannot be moved to another account in the database', async () => {
    const { code } = await enrolled('officer');
    await at.ds.query(`update second_factor set account = 'officer2', last_step = 0`);
    const answer = await enter('officer2', { code: await code() });
    expect(answer.status).toBe(500);
  });

  test('ends the sessions that were opened without it', async () => {
    const before = await visitor.signedIn('officer');
    const { person } = await enrolled('officer');
    await before.get('/me').expect(401);
    await person.get('/me').expect(200);
  });

  test('is asked for after the right password only', async () => {
    const { code } = await enrolled('officer');
    expect(
      told(await visitor.post('/auth/token', { username: 'officer', password: 'wrong', code: await code() })),
    ).toEqual([401, 'wrongCredentials']);
    const asked = await enter('officer');
    expect(told(asked)).toEqual([401, 'secondFactorRequired']);
    expect(asked.body.ticket).toEqual(expect.any(String));
    expect(told(await enter('officer', { code: '000000' }))).toEqual([401, 'wrongCode']);
    await enter('officer', { code: await code() }).expect(200);
  });

  test('is taken once, on one of two servers asked at once', async () => {
    const { code } = await enrolled('officer');
    const sent = { username: 'officer', password: demoPassword, code: await code() };
    const answers = await Promise.all(
      [at.app, other, at.app, other].map((app) => visitor.at(app).post('/auth/token', sent)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401]);
    expect(told(await visitor.post('/auth/token', sent))).toEqual([401, 'wrongCode']);
  });

  test('is taken while its secret is wrapped anew by a rotation, and once only', async () => {
    const { code } = await enrolled('officer');
    const keys = at.app.get(KeyProvider);
    const rotation = at.ds.createQueryRunner();
    await rotation.startTransaction();
    const [{ secret, step }] = await rotation.query('select secret, last_step as step from second_factor');
    const plain = keys.unwrap(secret, secondFactorOf('officer'));
    const anew = keys.wrap(plain, secondFactorOf('officer'));
    await rotation.query('update second_factor set secret = $1', [anew]);
    const right = await code();
    const answer = enter('officer', { code: right }).then(({ status }) => status);
    // It has read the secret of before, and waits for the row.
    for (let waiting = 0; waiting === 0; )
      [{ waiting }] = await at.ds.query(
        `select count(*)::int as waiting from pg_locks where not granted and pid in (
           select pid from pg_stat_activity where datname = current_database())`,
      );
    await rotation.commitTransaction();
    await rotation.release();
    expect(await answer).toBe(200);
    expect(told(await enter('officer', { code: right }))).toEqual([401, 'wrongCode']);
    const [after] = await at.ds.query('select secret, last_step as step from second_factor');
    expect([after.secret.equals(anew), after.step > step]).toEqual([true, true]);
  });

  test('may be late or early by one step, but never older than one already taken', async () => {
    const { code } = await enrolled('officer');
    await enter('officer', { code: await code(1) }).expect(200);
    expect(told(await enter('officer', { code: await code() }))).toEqual([401, 'wrongCode']);
  });

  test('makes the account wait when it is guessed, and the right password in between forgets nothing', async () => {
    const { code } = await enrolled('officer');
    for (let n = 0; n < 5; n++) {
      const { ticket } = (await enter('officer')).body;
      expect(told(await visitor.post('/auth/second-step', { ticket, code: '000000' }))).toEqual([401, 'wrongCode']);
    }
    expect(told(await enter('officer', { code: await code() }))).toEqual([401, 'wrongCredentials']);
    expect(told(await enter('officer'))).toEqual([401, 'wrongCredentials']);
  });

  test('makes the account wait though the password is proved in between, where it is changed', async () => {
    const { person } = await enrolled('officer');
    for (let n = 0; n < 5; n++) {
      expect(told(await person.post('/auth/step-up', { code: '000000' }))).toEqual([403, 'wrongProof']);
      if (n < 4)
        expect(told(await person.post('/auth/password', { old: demoPassword, new: 'short' }))).toEqual([
          400,
          'invalid',
        ]);
    }
    expect(told(await person.post('/auth/password', { old: demoPassword, new: 'short' }))).toEqual([403, 'wrongProof']);
    expect(told(await enter('officer'))).toEqual([401, 'wrongCredentials']);
  });
});

describe('a ticket', () => {
  test('opens one session with a code, and no second one', async () => {
    const { code } = await enrolled('officer');
    const { ticket } = (await enter('officer')).body;
    const { accessToken } = (await visitor.post('/auth/second-step', { ticket, code: await code() }).expect(200)).body;
    await visitor.bearing(accessToken).get('/work').expect(200);
    expect(told(await visitor.post('/auth/second-step', { ticket, code: await code(1) }))).toEqual([
      401,
      'ticketNotValid',
    ]);
  });

  test('is no token, and nothing else is a ticket', async () => {
    await enrolled('officer');
    const { ticket } = (await enter('officer')).body;
    expect((await visitor.bearing(ticket).get('/me')).status).toBe(401);
    expect((await visitor.post('/auth/refresh', { refreshToken: ticket })).status).toBe(401);
    const { accessToken } = await visitor.enter('officer2');
    expect(told(await visitor.post('/auth/second-step', { ticket: accessToken, code: '1' }))).toEqual([
      401,
      'ticketNotValid',
    ]);
  });

  test('is worthless once the password was changed, or the account disabled', async () => {
    const { code } = await enrolled('officer');
    const { ticket } = (await enter('officer')).body;
    await at.ds.query(`update account set password_changed_at = now() where name = 'officer'`);
    expect(told(await visitor.post('/auth/second-step', { ticket, code: await code() }))).toEqual([
      401,
      'ticketNotValid',
    ]);
    const again = (await enter('officer')).body.ticket;
    await at.ds.query(`update account set disabled_at = now() where name = 'officer'`);
    expect(told(await visitor.post('/auth/second-step', { ticket: again, code: await code() }))).toEqual([
      401,
      'ticketNotValid',
    ]);
    await at.ds.query(`update account set disabled_at = null where name = 'officer'`);
  });
});

describe('recovery codes', () => {
  test('stand for the authenticator, each once, and are kept as hashes', async () => {
    const { recoveryCodes } = await enrolled('officer');
    const [first = '', second = ''] = recoveryCodes;
    expect(first).toMatch(/^0(-[2-9a-z]{5}){3}$/);
    await enter('officer', { code: first }).expect(200);
    expect(told(await enter('officer', { code: first }))).toEqual([401, 'wrongCode']);
    await enter('officer', { code: second.replaceAll('-', '').toUpperCase() }).expect(200);
    const rows: { hash: string }[] = await at.ds.query('select hash from recovery_code');
    for (const { hash } of rows) expect(hash).toMatch(/^\$argon2id\$/);
  });

  test('are taken on one server only when two are asked at once', async () => {
    const { recoveryCodes } = await enrolled('officer');
    const sent = { username: 'officer', password: demoPassword, code: recoveryCodes[3] };
    const answers = await Promise.all([at.app, other].map((app) => visitor.at(app).post('/auth/token', sent)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  test('are void once new ones were made', async () => {
    const { person, recoveryCodes } = await enrolled('officer');
    const renewed = (await person.post('/auth/second-factor/recovery-codes').expect(200)).body.recoveryCodes;
    expect(told(await enter('officer', { code: recoveryCodes[1] }))).toEqual([401, 'wrongCode']);
    await enter('officer', { code: renewed[1] }).expect(200);
    const nobody = await visitor.signedIn('officer2');
    expect(told(await nobody.post('/auth/second-factor/recovery-codes'))).toEqual([409, 'notEnrolled']);
  });
});

describe('who must have one', () => {
  test.each(secondFactorRoles)('%s: does nothing but enrol until then', async (role) => {
    const name = demoAccounts.find((one) => one.role === role)?.name ?? '';
    const entered = await visitor.enter(name);
    expect(entered.due).toEqual(['secondFactor']);
    const person = visitor.bearing(entered.accessToken);
    expect(told(await person.get('/work'))).toEqual([403, 'secondFactorDue']);
    expect((await person.get('/me').expect(200)).body.due).toEqual(['secondFactor']);
    const { secret } = (await person.post('/auth/second-factor').expect(200)).body;
    expect(told(await person.get('/work'))).toEqual([403, 'secondFactorDue']);
    const code = codeOf(bytesOf(secret), await presentStep());
    await person.post('/auth/second-factor/confirm', { code }).expect(200);
    await person.get('/work').expect(200);
  });

  test('others need none, and nobody needs one in the demo', async () => {
    await (await visitor.signedIn('officer')).get('/work').expect(200);
    const demo = await at.build([WorkController], { demo: true });
    expect((await visitor.at(demo).enter('city')).due).toEqual([]);
    await demo.close();
  });
});

describe('to enrol or remove one', () => {
  test('takes a sign-in of the last five minutes, and nothing is changed without', async () => {
    const { person } = await enrolled('officer');
    const enrolling = await visitor.signedIn('officer2');
    await at.ds.query(`update session set authenticated_at = now() - interval '301 seconds'`);
    at.app.get(Callers).forgetAll();
    for (const answer of [
      await person.delete('/auth/second-factor'),
      await person.post('/auth/second-factor/recovery-codes'),
      await enrolling.post('/auth/second-factor'),
      await enrolling.post('/auth/second-factor/confirm', { code: '000000' }),
    ])
      expect(told(answer)).toEqual([403, 'stepUpRequired']);
    expect(await at.ds.query('select account from second_factor')).toEqual([{ account: 'officer' }]);
  });

  test('needs a code of the present one: the password alone steps nobody up', async () => {
    const { person, code } = await enrolled('officer');
    await at.ds.query(`update session set authenticated_at = now() - interval '301 seconds'`);
    at.app.get(Callers).forgetAll();
    const refused = await person.post('/auth/step-up', { password: demoPassword });
    expect([refused.status, refused.body.errors[0].field]).toEqual([400, 'code']);
    expect(told(await person.post('/auth/step-up', { code: '000000' }))).toEqual([403, 'wrongProof']);
    const { accessToken } = (await person.post('/auth/step-up', { code: await code() }).expect(200)).body;
    const fresh = visitor.bearing(accessToken);
    const elsewhere = (await enter('officer', { code: await code(1) }).expect(200)).body.accessToken;
    expect((await fresh.delete('/auth/second-factor').expect(200)).body).toEqual({ ended: 1 });
    await visitor.bearing(elsewhere).get('/me').expect(401);
    await enter('officer').expect(200);
    expect(await at.ds.query('select from recovery_code')).toEqual([]);
    expect(told(await fresh.delete('/auth/second-factor'))).toEqual([409, 'notEnrolled']);
    expect(await at.app.get(Sessions).list('officer')).toHaveLength(2);
  });
});
