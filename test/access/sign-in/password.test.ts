import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Controller, Get } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Callers } from '../../../src/access/callers.js';
import { Sessions } from '../../../src/access/sessions.js';
import { AccountPasswords } from '../../../src/access/sign-in/own-password.js';
import { demoPassword } from '../../../src/demo/accounts.js';
import { seedDemo } from '../../../src/demo/seed-demo.js';
import { Operation } from '../../../src/platform/operation.js';
import { type House, house } from '../house.js';
import { told, Visitor } from './visitor.js';

@Controller('work')
class WorkController {
  @Get()
  @Operation({ id: 'work', summary: { zh: '试', en: 'try' }, tag: 'work', roles: 'signedIn' })
  work(): object {
    return {};
  }
}

const fresh = 'umbrella teapot violin';

let folder: string;
let at: House;
let strict: NestFastifyApplication;
let visitor: Visitor;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lanjie-passwords-'));
  const blocklistFile = join(folder, 'leaked.txt');
  writeFileSync(blocklistFile, 'seven herons by the mill\n');
  at = await house([WorkController], { demo: false, blocklistFile });
  strict = await at.build([WorkController], { demo: false, passwords: 'mlps' });
  visitor = new Visitor(at.app);
});

afterAll(async () => {
  await strict.close();
  await at.close();
  rmSync(folder, { recursive: true });
});

// Every test begins with the passwords of the demo.
beforeEach(async () => {
  await at.ds.query('delete from sign_in_attempt; delete from past_password; delete from session');
  await at.ds.query('delete from account');
  await seedDemo(at.ds);
  for (const app of [at.app, strict]) app.get(Callers).forgetAll();
});

const change = (person: Visitor, old: string, to: string) => person.post('/auth/password', { old, new: to });

/** The same person with the tokens that the change has brought. */
const changed = async (person: Visitor, old: string, to: string) =>
  person.bearing((await change(person, old, to).expect(200)).body.accessToken);

describe('somebody’s password', () => {
  test('is changed by the one who knows it; their other sessions end, and every token from before is void', async () => {
    const elsewhere = await visitor.signedIn('officer');
    const { accessToken, refreshToken } = await visitor.enter('officer');
    const person = visitor.bearing(accessToken);
    const { body } = await change(person, demoPassword, fresh).expect(200);
    expect(body).toMatchObject({ ended: 1, tokenType: 'Bearer', due: [] });
    await visitor.bearing(body.accessToken).get('/work').expect(200);
    for (const before of [elsewhere, person]) await before.get('/me').expect(401);
    expect(told(await visitor.post('/auth/refresh', { refreshToken }))).toEqual([401, 'refreshTokenNotValid']);
    const next = await visitor.post('/auth/refresh', { refreshToken: body.refreshToken }).expect(200);
    await visitor.bearing(next.body.accessToken).get('/work').expect(200);
    await visitor.post('/auth/token', { username: 'officer', password: demoPassword }).expect(401);
    await visitor.enter('officer', { password: fresh });
  });

  test('does not make a session fresher when it is changed: who has a second factor has not shown it', async () => {
    const person = await visitor.signedIn('officer');
    await at.ds.query(`update session set authenticated_at = authenticated_at - interval '10 minutes'`);
    const [before] = await at.ds.query('select authenticated_at, issued_at, expires_at from session');
    await changed(person, demoPassword, fresh);
    const [after] = await at.ds.query(
      'select authenticated_at, issued_at, expires_at from session where ended_at is null',
    );
    expect(after).toEqual(before);
  });

  test('is taken as it was typed: blanks, case and every character count', async () => {
    const odd = '  Sieben Störche am Mühlrad  ';
    await change(await visitor.signedIn('officer'), demoPassword, odd).expect(200);
    for (const wrong of [odd.trim(), odd.toLowerCase(), odd.slice(0, -1)])
      await visitor.post('/auth/token', { username: 'officer', password: wrong }).expect(401);
    await visitor.enter('officer', { password: odd });
    await visitor.enter('officer', { password: odd.normalize('NFD') });
  });

  test('is not changed by who does not know it, and their guesses count', async () => {
    const person = await visitor.signedIn('officer');
    for (let n = 0; n < 5; n++) expect(told(await change(person, 'wrong', fresh))).toEqual([403, 'wrongProof']);
    expect(told(await change(person, demoPassword, fresh))).toEqual([403, 'wrongProof']);
    expect(told(await visitor.post('/auth/token', { username: 'officer', password: demoPassword }))).toEqual([
      401,
      'wrongCredentials',
    ]);
  });

  test.each([
    ['short', 'too short'],
    ['Officer Xiufeng 2026', 'easily guessed'],
    ['Seven Herons by the Mill', 'easily guessed'],
    [demoPassword, 'too short'],
  ])('may not become %j', async (to, fault) => {
    const answer = await change(await visitor.signedIn('officer'), demoPassword, to).expect(400);
    expect(answer.body.errors[0]).toEqual({ field: 'new', message: expect.stringContaining(fault) });
    await visitor.enter('officer');
  });

  test('may not stay the same', async () => {
    await change(await visitor.signedIn('officer'), demoPassword, fresh).expect(200);
    const answer = await change(await visitor.signedIn('officer', { password: fresh }), fresh, fresh).expect(400);
    expect(answer.body.errors[0].message).toMatch(/^the same as the present one/);
  });

  test('is set by one of two who change it at once', async () => {
    const person = await visitor.signedIn('officer');
    const answers = await Promise.all([change(person, demoPassword, fresh), change(person, demoPassword, `${fresh}s`)]);
    expect(answers.map(({ status }) => status === 200)).toContain(true);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('is not changed by who knew the one before: it may have been changed because they know it', async () => {
    const passwords = at.app.get(AccountPasswords);
    const proved = (await passwords.proved('officer', demoPassword)) ?? '';
    await passwords.change('officer', proved, fresh);
    await expect(passwords.change('officer', proved, `${fresh}s`)).rejects.toMatchObject({ code: 'passwordMoved' });
    await visitor.enter('officer', { password: fresh });
  });

  test('that has leaked meanwhile must be changed before anything else', async () => {
    const { passwordHash } = await hashOf('seven herons by the mill');
    await at.ds.query(`update account set password_hash = $1 where name = 'officer'`, [passwordHash]);
    const { accessToken, due } = await visitor.enter('officer', { password: 'seven herons by the mill' });
    expect(due).toEqual(['newPassword']);
    const person = visitor.bearing(accessToken);
    expect(told(await person.get('/work'))).toEqual([403, 'newPasswordDue']);
    const after = await changed(person, 'seven herons by the mill', fresh);
    await after.get('/work').expect(200);
  });

  test('is never too old by ASVS', async () => {
    await at.ds.query(`update account set password_changed_at = now() - interval '10 years' where name = 'officer'`);
    expect((await visitor.enter('officer')).due).toEqual([]);
  });
});

async function hashOf(password: string): Promise<{ passwordHash: string }> {
  const { Passwords } = await import('../../../src/access/passwords.js');
  return { passwordHash: await new Passwords().hash(password) };
}

describe('a password given by an administrator', () => {
  test('opens the door only to be changed', async () => {
    const given = (await at.app.get(AccountPasswords).giveFirst('officer')) ?? '';
    await visitor.post('/auth/token', { username: 'officer', password: demoPassword }).expect(401);
    const { accessToken, due } = await visitor.enter('officer', { password: given });
    expect(due).toEqual(['newPassword']);
    const person = visitor.bearing(accessToken);
    expect(told(await person.get('/work'))).toEqual([403, 'newPasswordDue']);
    const after = await changed(person, given, fresh);
    await after.get('/work').expect(200);
    expect((await visitor.enter('officer', { password: fresh })).due).toEqual([]);
  });

  test('is worth nothing after a week', async () => {
    const given = (await at.app.get(AccountPasswords).giveFirst('officer')) ?? '';
    await at.ds.query(
      `update account set password_expires_at = password_expires_at - interval '7 days' where name = 'officer'`,
    );
    const answer = await visitor.post('/auth/token', { username: 'officer', password: given });
    expect(told(answer)).toEqual([403, 'firstPasswordExpired']);
    await visitor.post('/auth/token', { username: 'officer', password: 'wrong' }).expect(401);
    expect(await at.app.get(Sessions).list('officer')).toEqual([]);
  });

  test('is given to nobody who is not there', async () => {
    expect(await at.app.get(AccountPasswords).giveFirst('nobody')).toBeUndefined();
  });
});

describe('by the classified protection scheme a password', () => {
  const person = () => new Visitor(strict);

  test('must be changed when it is older than ninety days', async () => {
    await at.ds.query(`update account set password_changed_at = now() - interval '89 days' where name = 'officer'`);
    const young = await person().enter('officer');
    expect(young.due).toEqual([]);
    await at.ds.query(`update account set password_changed_at = now() - interval '91 days' where name = 'officer'`);
    strict.get(Callers).forgetAll();
    const here = person().bearing(young.accessToken);
    expect(told(await here.get('/work'))).toEqual([403, 'newPasswordDue']);
    const after = await changed(here, demoPassword, 'Heron7-teapots');
    await after.get('/work').expect(200);
  });

  test('is none of the last five', async () => {
    const used = ['Heron1-teapots', 'Heron2-teapots', 'Heron3-teapots', 'Heron4-teapots', 'Heron5-teapots'];
    let old = demoPassword;
    let here = await person().signedIn('officer');
    for (const next of used) {
      here = await changed(here, old, next);
      old = next;
    }
    for (const past of used) {
      const answer = await change(here, old, past).expect(400);
      expect([past, answer.body.errors[0].message]).toEqual([past, 'one of the last 5 was the same: choose another']);
    }
    here = await changed(here, old, 'Heron6-teapots');
    await change(here, 'Heron6-teapots', 'Heron1-teapots').expect(200);
    const [{ kept }] = await at.ds.query('select count(*)::int as kept from past_password');
    expect(kept).toBe(4);
  });
});
