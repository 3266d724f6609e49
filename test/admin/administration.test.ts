import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Callers } from '../../src/access/callers.js';
import { findOffice, verifyHouse } from '../../src/admin/verify-house.js';
import { verifyCase } from '../../src/cases/verify-case.js';
import { demoPassword } from '../../src/demo/accounts.js';
import { seedDemo } from '../../src/demo/seed-demo.js';
import { type Answer, type Houses, houses } from './houses.js';

let at: Houses;
beforeAll(async () => {
  at = await houses();
}, 60_000);
afterAll(() => at?.close());

const because = { reason: '测试' };
const codes = ({ body }: Answer) => body.rules?.map((rule: { code: string }) => rule.code) ?? [body.code];

async function expectSound({ ds } = at): Promise<void> {
  const verdict = await verifyCase(ds, (await findOffice(ds)) ?? '');
  expect(verdict?.fault).toBeNull();
  expect(await verifyHouse(ds, verdict?.entries ?? [])).toEqual([]);
}

describe('the administration', () => {
  test('begins once, however many servers start, and tells what stood before', async () => {
    const cases = await at.ds.query(`select number from case_file where definition = 'administration@1'`);
    expect(cases).toEqual([{ number: expect.stringMatching(/^O\d{8}-/) }]);
    const history = await at.servers[1].get('auditor', '/audit/administration/history');
    expect(history.body.items.map(({ type }: { type: string }) => type)).toEqual(['office.opened']);
    await expectSound();
  });

  test('takes two people to let somebody work, and the password is shown once', async () => {
    const [one, other] = at.servers;
    const person = { account: 'officer9', zh: '秀峰民警九', en: 'Xiufeng officer 9', organisation: 'xiufeng' };
    expect((await one.admin('sysadmin', 'accountCreated', person)).status).toBe(200);
    expect(
      (await one.admin('sysadmin', 'rolesGranted', { account: 'officer9', roles: ['officer'], ...because })).status,
    ).toBe(403);
    expect((await one.admin('secadmin', 'accountCreated', { ...person, account: 'officer8' })).status).toBe(403);
    // Without a password nobody signs in.
    expect((await one.enter('officer9', demoPassword)).status).toBe(401);
    const key = { 'idempotency-key': 'reset-1' };
    const reset = await one.admin('secadmin', 'passwordReset', { account: 'officer9', ...because }, key);
    expect([reset.status, reset.headers['cache-control']]).toEqual([200, 'no-store']);
    expect(reset.body.oneTimePassword).toMatch(/^(\w{5}-){4}\w{5}$/);
    const again = await other.admin('secadmin', 'passwordReset', { account: 'officer9', ...because }, key);
    expect([again.status, again.headers['idempotent-replayed'], again.body.oneTimePassword]).toEqual([
      200,
      'true',
      null,
    ]);
    const entered = await other.enter('officer9', reset.body.oneTimePassword);
    expect([entered.status, entered.body.due]).toEqual([200, ['newPassword']]);
    const granted = await other.admin('secadmin', 'rolesGranted', {
      account: 'officer9',
      roles: ['officer'],
      ...because,
    });
    expect(granted.status).toBe(200);
    const { body } = await one.get('secadmin', '/admin/accounts/officer9');
    expect(body).toMatchObject({ organisation: 'xiufeng', roles: ['officer'], active: true, answersFor: { leads: 0 } });
    // No password, and nothing made of one, stands in any entry.
    const [{ text }] = await at.ds.query(
      `select string_agg(convert_from(entry, 'UTF8'), '') as text from ledger_entry`,
    );
    expect(text).not.toContain(reset.body.oneTimePassword);
    expect(text).not.toContain('argon2');
    await expectSound();
  });

  test('ends the sessions of whoever is disabled, at once and everywhere, and tells what is left behind', async () => {
    const [one, other] = at.servers;
    const who = 'officer3';
    expect((await one.get(who, '/me')).status).toBe(200);
    expect((await other.get(who, '/me')).status).toBe(200);
    const disabled = await one.admin('sysadmin', 'accountDisabled', { account: who, ...because });
    expect(disabled.body).toMatchObject({ leftBehind: { leads: 0 }, receipt: { type: 'office.accountDisabled' } });
    expect((await one.get(who, '/me')).status).toBe(401);
    const open = await at.ds.query('select from session where account = $1 and ended_at is null', [who]);
    expect(open).toEqual([]);
    expect((await one.enter(who, demoPassword)).status).toBe(401);
    // Enabled again it holds nothing, until the other administrator grants it.
    expect((await one.admin('sysadmin', 'accountEnabled', { account: who, ...because })).status).toBe(200);
    const { body } = await one.get('sysadmin', `/admin/accounts/${who}`);
    expect(body).toMatchObject({ active: true, roles: [], sessions: 0 });
    await expectSound();
  });

  test('takes a second factor off, by another than gave the password, and lets nobody wait', async () => {
    const [one, other] = at.servers;
    const account = 'custodian';
    await at.ds.query(`insert into second_factor (account, secret) values ($1, '')`, [account]);
    await at.ds.query(`insert into recovery_code (account, number, hash) values ($1, 0, '')`, [account]);
    expect((await one.admin('secadmin', 'secondFactorReset', { account, ...because })).status).toBe(200);
    for (const table of ['second_factor', 'recovery_code'])
      expect(await at.ds.query(`select from ${table} where account = $1`, [account])).toEqual([]);
    const both = await one.admin('secadmin', 'passwordReset', { account, ...because });
    expect([both.status, codes(both)]).toEqual([409, ['twoForBoth']]);
    for (let i = 0; i < 6; i++) await one.enter(account, 'a wrong password');
    expect((await one.enter(account, demoPassword)).status).toBe(401);
    expect((await other.admin('secadmin', 'lockoutLifted', { account, ...because })).status).toBe(200);
    expect((await one.enter(account, demoPassword)).status).toBe(200);
    await expectSound();
  });

  test('grants and resets only for whoever proved a moment ago who they are', async () => {
    const [one] = at.servers;
    await one.get('secadmin', '/me');
    await at.ds.query(
      `update session set authenticated_at = authenticated_at - interval '6 minutes' where account = 'secadmin'`,
    );
    one.app.get(Callers).forgetAccount('secadmin');
    for (const [event, more] of [
      ['rolesGranted', { roles: ['stationDuty'] }],
      ['passwordReset', {}],
      ['secondFactorReset', {}],
    ] as const) {
      const refused = await one.admin('secadmin', event, { account: 'officer', ...because, ...more });
      expect([event, refused.status, refused.body.code]).toEqual([event, 403, 'stepUpRequired']);
    }
    await at.ds.query(
      `update session set authenticated_at = authenticated_at + interval '6 minutes' where account = 'secadmin'`,
    );
    one.app.get(Callers).forgetAccount('secadmin');
  });

  test('changes organisations, and who covers an outlet', async () => {
    const [one] = at.servers;
    const outlet = {
      code: 'bank-a-lingui',
      kind: 'outlet',
      parent: 'bank-a',
      zh: '甲银行临桂支行',
      en: 'Bank A, Lingui',
      district: 'lingui',
    };
    expect((await one.admin('sysadmin', 'organisationCreated', outlet)).status).toBe(200);
    await one.admin('sysadmin', 'outletCovered', { outlet: outlet.code, stations: ['lingui', 'xiufeng'] });
    await one.admin('sysadmin', 'outletCovered', { outlet: outlet.code, stations: ['xiufeng', 'lingui'] });
    await one.admin('sysadmin', 'phoneChanged', { code: outlet.code, phone: '0773-0000001' });
    await one.admin('sysadmin', 'organisationRenamed', { code: outlet.code, zh: '新名', en: 'New name' });
    await one.admin('sysadmin', 'districtChanged', { code: outlet.code, district: 'xiufeng' });
    const { body } = await one.get('secadmin', `/admin/organisations/${outlet.code}`);
    expect(body).toMatchObject({
      zh: '新名',
      phone: '0773-0000001',
      district: 'xiufeng',
      stations: ['xiufeng', 'lingui'],
    });
    const refused = await one.admin('sysadmin', 'districtChanged', { code: 'xiufeng-bureau', district: 'diecai' });
    expect([refused.status, codes(refused)]).toEqual([409, ['nobodyReaches']]);
    const moved = await one.admin('sysadmin', 'accountMoved', {
      account: 'teller',
      organisation: outlet.code,
      ...because,
    });
    expect(moved.body.leftBehind).toEqual({ leads: 0 });
    expect((await one.get('sysadmin', '/admin/accounts/teller')).body).toMatchObject({
      organisation: outlet.code,
      roles: [],
    });
    await expectSound();
  });
});

describe('two administrators at once', () => {
  // Either may win, and the other is disabled: no ground for further tests.
  let own: Houses;
  beforeAll(async () => {
    own = await houses();
  }, 60_000);
  afterAll(() => own?.close());

  test('decides anew for the second of two who disable each other in the same instant', async () => {
    const [one, other] = own.servers;
    for (const account of ['sys2', 'sec2']) {
      const place = { zh: account, en: account, organisation: 'center' };
      expect((await one.admin('sysadmin', 'accountCreated', { account, ...place })).status).toBe(200);
    }
    await one.admin('secadmin', 'rolesGranted', { account: 'sys2', roles: ['systemAdmin'], ...because });
    await one.admin('secadmin', 'rolesGranted', { account: 'sec2', roles: ['securityAdmin'], ...because });
    const { body } = await one.admin('secadmin', 'passwordReset', { account: 'sys2', ...because });
    await own.ds.query(
      'update account set password_must_change = false, password_hash = (select password_hash from account where name = $1) where name = $2',
      ['sysadmin', 'sys2'],
    );
    expect(body.oneTimePassword).not.toBeNull();
    expect((await other.get('sys2', '/me')).status).toBe(200);
    const results = await Promise.all([
      one.admin('sysadmin', 'accountDisabled', { account: 'sys2', ...because }),
      other.admin('sys2', 'accountDisabled', { account: 'sysadmin', ...because }),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual([200, 409]);
    const refused = results.find(({ status }) => status === 409);
    expect(refused && codes(refused)).toEqual(expect.arrayContaining(['stillInOffice']));
    const [{ n }] = await own.ds.query(
      `select count(*)::int as n from account where disabled_at is null and 'systemAdmin' = any(roles)`,
    );
    expect(n).toBe(1);
    const winner = results[0]?.status === 200 ? 'sysadmin' : 'sys2';
    // The last of them all is nobody's to disable.
    expect(
      codes(await one.admin('secadmin', 'rolesWithdrawn', { account: winner, roles: ['systemAdmin'], ...because })),
    ).toEqual(['notTheLast']);
    await expectSound(own);
  });
});

describe('who sees the administration', () => {
  test('each administrator the deeds of their own office, the auditor all, nobody else any', async () => {
    const [one] = at.servers;
    const roles = async (who: string, path: string) => {
      const { body } = await one.get(who, path);
      return [...new Set(body.items.map(({ actor }: { actor: { role: string } }) => actor.role))].sort();
    };
    expect(await roles('secadmin', '/admin/history')).toEqual(['securityAdmin', 'system']);
    expect(await roles('auditor', '/audit/administration/history')).toEqual(['securityAdmin', 'system', 'systemAdmin']);
    expect((await one.get('auditor', '/admin/history')).status).toBe(403);
    expect((await one.get('secadmin', '/audit/administration/accounts')).status).toBe(403);
    for (const who of ['duty', 'centerlead', 'bankdesk', 'city'])
      for (const path of ['/admin/accounts', '/admin/history', '/audit/administration/accounts'])
        expect((await one.get(who, path)).status).toBe(403);
  });

  test('no area of cases shows it, lists it or records on it', async () => {
    const [one] = at.servers;
    const id = await findOffice(at.ds);
    for (const [who, area] of [
      ['duty', 'center'],
      ['centerlead', 'center'],
      ['city', 'center'],
      ['bankdesk', 'bank'],
      ['station', 'station'],
    ] as const) {
      expect((await one.get(who, `/${area}/leads/${id}`)).status).toBe(404);
      expect((await one.get(who, `/${area}/leads/${id}/history`)).status).toBe(404);
      expect((await one.post(who, `/${area}/leads/${id}/events/lead.noted`, { text: 'x' })).status).toBe(404);
      expect((await one.post(who, `/${area}/leads/${id}/events/office.rolesGranted`, {})).status).toBe(404);
      const { body } = await one.get(who, `/${area}/leads`);
      expect(body.items).toEqual([]);
    }
    for (const area of ['bank', 'station', 'center'])
      expect((await one.get('secadmin', `/${area}/leads`)).status).toBe(403);
  });

  test('the actions name what may be recorded, with schema and example', async () => {
    const { body } = await at.servers[0].get('secadmin', '/admin/actions');
    const events = body.items.map(({ event }: { event: string }) => event);
    expect(events).toContain('office.rolesGranted');
    expect(events).not.toContain('office.accountCreated');
    expect(body.items[0]).toMatchObject({ allowed: true, schema: { type: 'object' } });
  });

  test('If-Match refuses a write when the house has moved on, a dry run writes nothing', async () => {
    const [one] = at.servers;
    const stale = await one.admin(
      'secadmin',
      'sessionsEnded',
      { account: 'teller2', ...because },
      { 'if-match': '"1"' },
    );
    expect(stale.status).toBe(412);
    const before = await one.get('secadmin', '/admin/history?limit=200');
    const dry = await one.post('secadmin', '/admin/events/office.passwordReset?dryRun=true', {
      account: 'teller2',
      ...because,
    });
    expect(dry.body).toMatchObject({ dryRun: true });
    expect(dry.body.oneTimePassword).toBeUndefined();
    expect((await one.get('secadmin', '/admin/history?limit=200')).body).toEqual(before.body);
    expect((await one.enter('teller2', demoPassword)).status).toBe(200);
  });

  test('rights are given by a fresh sign-in; a dry run takes none, and whoever lacks the role hears that', async () => {
    const [one] = at.servers;
    const grant = { account: 'teller2', roles: ['teller'], ...because };
    await one.get('sysadmin', '/me');
    await one.get('secadmin', '/me');
    await at.ds.query(`update session set authenticated_at = authenticated_at - interval '6 minutes'
      where account in ('sysadmin', 'secadmin')`);
    one.app.get(Callers).forgetAll();
    const path = '/admin/events/office.rolesGranted';
    expect(codes(await one.post('secadmin', path, grant))).toEqual(['stepUpRequired']);
    expect(codes(await one.post('secadmin', `${path}?dryRun=true`, grant))).toEqual(['grantsSomething']);
    expect(codes(await one.post('sysadmin', path, grant))).toEqual(['roleMissing']);
  });
});

describe('the tables of the house', () => {
  test('are compared with the entries: what was changed by hand is found', async () => {
    const id = (await findOffice(at.ds)) ?? '';
    await at.ds.query(`update account set roles = '{centerLead}' where name = 'duty'`);
    const verdict = await verifyCase(at.ds, id);
    expect(await verifyHouse(at.ds, verdict?.entries ?? [])).toEqual(['account duty']);
    await at.ds.query(`update account set roles = '{dutyOfficer}' where name = 'duty'`);
    await expectSound();
  });

  test('are never given the demo by a later start', async () => {
    await at.ds.query(`delete from account where name = 'county'`);
    await expect(seedDemo(at.ds)).rejects.toThrow('office of its own');
  });
});
