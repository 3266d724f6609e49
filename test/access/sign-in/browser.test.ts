import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Controller, Delete, Get, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SecondFactors } from '../../../src/access/sign-in/second-factors.js';
import { codeOf } from '../../../src/access/sign-in/totp.js';
import { demoPassword } from '../../../src/demo/accounts.js';
import { Operation } from '../../../src/platform/operation.js';
import { type House, house } from '../house.js';
import { bytesOf, told, Visitor } from './visitor.js';

const summary = { zh: '试', en: 'try' };

@Controller('work')
class WorkController {
  static done = 0;

  @Get()
  @Operation({ id: 'look', summary, tag: 'work', roles: 'signedIn' })
  look(): object {
    return {};
  }

  @Post()
  @Operation({ id: 'act', summary, tag: 'work', roles: 'signedIn' })
  act(): object {
    WorkController.done++;
    return {};
  }

  @Delete()
  @Operation({ id: 'undo', summary, tag: 'work', roles: 'signedIn' })
  undo(): object {
    WorkController.done++;
    return {};
  }
}

const site = { origin: 'https://lanjie.example', 'sec-fetch-site': 'same-origin' };
const credentials = { username: 'officer', password: demoPassword };

let at: House;
/** Behind no proxy: on this machine, without TLS. */
let local: NestFastifyApplication;
/** A browser at our own page, over TLS. */
let browser: Visitor;

beforeAll(async () => {
  at = await house([WorkController], { proxied: true });
  local = await at.build([WorkController], {});
  browser = new Visitor(at.app).with({
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'lanjie.example',
    'x-forwarded-for': '192.0.2.1',
    ...site,
  });
});

afterAll(async () => {
  await local.close();
  await at.close();
});

async function signIn(who = browser) {
  const answer = await who.post('/auth/browser', credentials).expect(200);
  const [cookie = '', ...flags] = String(answer.headers['set-cookie']).split('; ');
  return { cookie, flags, body: answer.body, there: who.with({ cookie }) };
}

const acting = async () => {
  const { there, body, cookie } = await signIn();
  return { there: there.with({ 'x-csrf-token': body.csrfToken }), csrf: body.csrfToken, cookie };
};

function without(who: Visitor, ...names: string[]): Visitor {
  return new Visitor(
    who.app,
    Object.fromEntries(Object.entries(who.headers).filter(([name]) => !names.includes(name))),
  );
}

describe('a browser', () => {
  test('gets a cookie that no script, no other site and no unprotected connection sees', async () => {
    const { cookie, flags, body, there } = await signIn();
    expect(cookie).toMatch(/^__Host-lanjie=[\w.-]+$/);
    expect(flags.sort()).toEqual([
      'HttpOnly',
      expect.stringMatching(/^Max-Age=43\d{3}$/),
      'Path=/',
      'SameSite=Strict',
      'Secure',
    ]);
    expect(body).toEqual({ csrfToken: expect.any(String), expiresIn: expect.any(Number), due: [] });
    expect((await there.get('/me').expect(200)).body.account).toBe('officer');
    const { items } = (await there.get('/auth/sessions')).body;
    expect(items[0]).toMatchObject({ kind: 'browser', current: true, from: '192.0.2.*' });
  });

  test('acts with the token of its session, which it may fetch again', async () => {
    const { there, body } = await signIn();
    expect((await there.get('/auth/csrf').expect(200)).body).toEqual({ csrfToken: body.csrfToken });
    await there.with({ 'x-csrf-token': body.csrfToken }).post('/work').expect(201);
    await there.with({ 'x-csrf-token': body.csrfToken }).delete('/work').expect(200);
  });

  test('signs out, and the cookie goes', async () => {
    const { there } = await acting();
    const answer = await there.post('/auth/sign-out').expect(200);
    expect(String(answer.headers['set-cookie'])).toMatch(
      /^__Host-lanjie=; Path=\/; HttpOnly; SameSite=Strict; Secure; Max-Age=0$/,
    );
    await there.get('/me').expect(401);
  });

  test('gets another cookie when it steps up, and the one from before is worthless', async () => {
    const { there, cookie } = await acting();
    const answer = await there.post('/auth/step-up', { password: demoPassword }).expect(200);
    const [next = ''] = String(answer.headers['set-cookie']).split('; ');
    expect(next).not.toBe(cookie);
    expect(answer.body).toMatchObject({ csrfToken: there.headers['x-csrf-token'] });
    expect(answer.body.accessToken).toBeUndefined();
    await there.get('/me').expect(401);
    await there.with({ cookie: next }).post('/work').expect(201);
  });

  test('gets another cookie and token with a new password, and those from before are worthless', async () => {
    const { body, headers } = await browser.post('/auth/browser', { ...credentials, username: 'station2' }).expect(200);
    const [cookie = ''] = String(headers['set-cookie']).split('; ');
    const there = browser.with({ cookie, 'x-csrf-token': body.csrfToken });
    const change = { old: demoPassword, new: 'umbrella teapot violin' };
    const answer = await there.post('/auth/password', change).expect(200);
    const [next = ''] = String(answer.headers['set-cookie']).split('; ');
    expect(answer.body).toEqual({
      csrfToken: expect.any(String),
      expiresIn: expect.any(Number),
      due: body.due,
      ended: 0,
    });
    await there.get('/me').expect(401);
    expect(told(await there.with({ cookie: next }).post('/work'))).toEqual([403, 'csrfTokenMissing']);
    await there.with({ cookie: next, 'x-csrf-token': answer.body.csrfToken }).post('/work').expect(201);
  });

  test('with a second factor gets it after the second step, which only our own page may take', async () => {
    const factors = at.app.get(SecondFactors);
    const secret = bytesOf((await factors.enrol('officer2'))?.secret ?? '');
    const code = () => codeOf(secret, Math.floor(Date.now() / 30_000));
    await factors.confirm('officer2', code());
    await at.ds.query('update second_factor set last_step = last_step - 10');
    const asked = await browser.post('/auth/browser', { ...credentials, username: 'officer2' });
    expect(told(asked)).toEqual([401, 'secondFactorRequired']);
    const step = { ticket: asked.body.ticket, code: code() };
    const foreign = without(browser, 'origin', 'sec-fetch-site');
    expect(told(await foreign.post('/auth/second-step', step))).toEqual([403, 'foreignPage']);
    const answer = await browser.post('/auth/second-step', step).expect(200);
    expect(answer.body.accessToken).toBeUndefined();
    const [cookie = ''] = String(answer.headers['set-cookie']).split('; ');
    expect((await browser.with({ cookie }).get('/me').expect(200)).body.account).toBe('officer2');
  });

  test('on this machine without TLS gets a cookie that browsers take there', async () => {
    const here = new Visitor(local, { host: '127.0.0.1:3000', origin: 'http://127.0.0.1:3000' });
    const { cookie, flags, body, there } = await signIn(here);
    expect(cookie).toMatch(/^lanjie=/);
    expect(flags).not.toContain('Secure');
    expect(flags).toEqual(expect.arrayContaining(['HttpOnly', 'SameSite=Strict', 'Path=/']));
    await there.with({ 'x-csrf-token': body.csrfToken }).post('/work').expect(201);
  });
});

describe('an attacker’s page', () => {
  let done: number;
  const refused = async (who: Visitor, code: string) => {
    expect(told(await who.post('/work'))).toEqual([403, code]);
    expect(told(await who.delete('/work'))).toEqual([403, code]);
    expect(WorkController.done).toBe(done);
  };
  beforeAll(() => {
    done = WorkController.done;
  });

  test.each([
    ['of another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['of a neighbour under the same domain', { origin: 'https://a.lanjie.example', 'sec-fetch-site': 'same-site' }],
    ['with an opaque origin', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
    ['without TLS at the same name', { origin: 'http://lanjie.example', 'sec-fetch-site': 'same-site' }],
    ['on another port', { origin: 'https://lanjie.example:8443', 'sec-fetch-site': 'same-site' }],
    [
      'with a name that begins alike',
      { origin: 'https://lanjie.example.evil.example', 'sec-fetch-site': 'same-origin' },
    ],
    ['typed into the address bar', { 'sec-fetch-site': 'none' }],
  ])('%s changes nothing, though it knew the token', async (_, headers) => {
    const { there } = await acting();
    await refused(without(there, 'origin', 'sec-fetch-site').with(headers), 'foreignPage');
  });

  test('in an old browser is known by its origin alone', async () => {
    const { there } = await acting();
    await refused(without(there, 'sec-fetch-site').with({ origin: 'https://evil.example' }), 'foreignPage');
    await without(there, 'sec-fetch-site').post('/work').expect(201);
    done = WorkController.done;
  });

  test('that hides where it comes from changes nothing', async () => {
    const { there } = await acting();
    await refused(without(there, 'origin', 'sec-fetch-site'), 'foreignPage');
  });

  test('without the token of this very session changes nothing', async () => {
    const { there } = await acting();
    const elsewhere = await acting();
    await refused(without(there, 'x-csrf-token'), 'csrfTokenMissing');
    await refused(there.with({ 'x-csrf-token': '' }), 'csrfTokenMissing');
    await refused(there.with({ 'x-csrf-token': 'x'.repeat(43) }), 'csrfTokenMissing');
    await refused(there.with({ 'x-csrf-token': elsewhere.csrf }), 'csrfTokenMissing');
  });

  test('signs nobody in as whom it likes', async () => {
    const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    for (const headers of [foreign, {} as Record<string, string>]) {
      const answer = await without(browser, 'origin', 'sec-fetch-site')
        .with(headers)
        .post('/auth/browser', credentials);
      expect([told(answer), answer.headers['set-cookie']]).toEqual([[403, 'foreignPage'], undefined]);
    }
  });

  test('that planted a second cookie of the name is found out', async () => {
    const { there, cookie } = await acting();
    expect(told(await there.with({ cookie: `${cookie}; __Host-lanjie=x` }).get('/work'))).toEqual([400, 'cookieTwice']);
  });

  test('gains nothing by a cookie of the name without __Host-, which any neighbour may set', async () => {
    const { there, cookie } = await acting();
    const planted = there.with({ cookie: cookie.replace('__Host-', '') });
    expect(told(await planted.get('/work'))).toEqual([401, 'notSignedIn']);
  });
});

describe('a token and a cookie', () => {
  test('together are refused, whoever they stand for', async () => {
    const { there } = await acting();
    const { accessToken } = await new Visitor(at.app).enter('officer');
    expect(told(await there.bearing(accessToken).get('/work'))).toEqual([400, 'twoCredentials']);
    expect(told(await there.with({ authorization: 'Basic eDp5' }).get('/work'))).toEqual([400, 'twoCredentials']);
  });

  test('do not stand for each other', async () => {
    const { cookie } = await acting();
    const value = cookie.slice(cookie.indexOf('=') + 1);
    await new Visitor(at.app).bearing(value).get('/work').expect(401);
    const { accessToken } = await new Visitor(at.app).enter('officer');
    await browser
      .with({ cookie: `__Host-lanjie=${accessToken}` })
      .get('/work')
      .expect(401);
  });

  test('a bearer needs no token against forged requests, and gets none', async () => {
    const bearing = await new Visitor(at.app).signedIn('officer');
    await bearing.post('/work').expect(201);
    expect(told(await bearing.get('/auth/csrf'))).toEqual([409, 'noBrowserSession']);
  });
});

describe('without TLS', () => {
  test.each([
    ['a name that is not this machine’s', { host: 'lanjie.example', origin: 'http://lanjie.example' }],
    ['a proxy nobody has named', { host: '127.0.0.1', origin: 'http://127.0.0.1', 'x-forwarded-proto': 'https' }],
    [
      'a proxy that tells the address only',
      { host: 'localhost', origin: 'http://localhost', 'x-forwarded-for': '192.0.2.1' },
    ],
  ])('%s: no cookie is set', async (_, headers) => {
    const answer = await new Visitor(local, headers).post('/auth/browser', credentials);
    expect([told(answer), answer.headers['set-cookie']]).toEqual([[403, 'tlsRequired'], undefined]);
    expect(answer.body.detail).toContain('LANJIE_TRUSTED_PROXIES');
  });

  test('a cookie that came in on this machine is believed under no other name', async () => {
    const here = { host: '127.0.0.1', origin: 'http://127.0.0.1' };
    const entered = await new Visitor(local, here).post('/auth/browser', credentials).expect(200);
    const cookie = String(entered.headers['set-cookie']).split(';')[0] ?? '';
    await new Visitor(local, { ...here, cookie }).get('/me').expect(200);
    const elsewhere = await new Visitor(local, { host: 'lanjie.example', cookie }).get('/me');
    expect(told(elsewhere)).toEqual([401, 'notSignedIn']);
  });
});
