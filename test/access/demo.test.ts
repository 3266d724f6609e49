import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DataSource } from 'typeorm';
import { Directory, peopleAndStations } from '../../src/access/directory.js';
import { Passwords } from '../../src/access/passwords.js';
import { Account, Organisation, OutletStation } from '../../src/access/tables/index.js';
import { demoAccounts, demoPassword } from '../../src/demo/accounts.js';
import { seedDemo } from '../../src/demo/seed-demo.js';
import { createDataSource } from '../../src/platform/database.js';
import { type FreshDatabase, freshDatabase } from '../database.js';

let database: FreshDatabase;
let ds: DataSource;

beforeAll(async () => {
  database = await freshDatabase();
  ds = await createDataSource(database.url).initialize();
  // Several servers that start at the same moment.
  await Promise.all([seedDemo(ds), seedDemo(ds), seedDemo(ds)]);
});

afterAll(async () => {
  await ds.destroy();
  await database.drop();
});

describe('the demo city', () => {
  test('has its center, seven bureaus, six stations and 14 banks with 39 outlets, and knows two organs elsewhere', async () => {
    const rows: { kind: string; n: number }[] = await ds.query(
      'select kind, count(*)::int as n from organisation group by kind',
    );
    expect(Object.fromEntries(rows.map(({ kind, n }) => [kind, n]))).toEqual({
      center: 1,
      bureau: 7,
      station: 6,
      organ: 2,
      bank: 14,
      outlet: 39,
    });
  });

  test('has an outlet of several banks in every district, each covered by the station of its district', async () => {
    const outlets = await ds.getRepository(Organisation).findBy({ kind: 'outlet' });
    const coverage = await ds.getRepository(OutletStation).find();
    const station = new Map(coverage.map((one) => [one.outlet, one.station]));
    expect(coverage).toHaveLength(39);
    for (const outlet of outlets) {
      expect(outlet.code).toBe(`${outlet.parent}-${outlet.district}`);
      expect(station.get(outlet.code)).toBe(outlet.district);
    }
    for (const code of new Set(station.values())) {
      expect([...station.values()].filter((one) => one === code).length).toBeGreaterThanOrEqual(5);
    }
  });

  test('has 18 people, each with one role, a place that fits it and the demo password', async () => {
    const accounts = await ds.getRepository(Account).find();
    expect(accounts.map((account) => account.name).sort()).toEqual(demoAccounts.map((one) => one.name).sort());
    expect(accounts).toHaveLength(18);
    const passwords = new Passwords();
    expect(await passwords.matches(demoPassword, accounts[0]?.passwordHash)).toBe(true);
    expect(new Set(accounts.map((account) => account.passwordHash)).size).toBe(1);
  });

  test('stays as people changed it when it is laid down again', async () => {
    const organisations = ds.getRepository(Organisation);
    await organisations.update('diecai', { onDuty: false });
    await ds.getRepository(Account).update('teller2', { disabledAt: new Date() });
    await seedDemo(ds);
    await ds.query(`delete from account where name = 'sysadmin'`);
    await seedDemo(ds);
    expect((await organisations.findOneByOrFail({ code: 'diecai' })).onDuty).toBe(false);
    expect((await ds.getRepository(Account).findOneByOrFail({ name: 'teller2' })).disabledAt).not.toBeNull();
    expect(await ds.getRepository(Account).countBy({ name: 'sysadmin' })).toBe(1);
  });
});

describe('the directory', () => {
  const ask = (name: string, about: string | string[] | null) => ({
    question: { name, about },
    caseId: 'case-1',
    personal: [],
  });

  test('answers what is known of stations and officers, in the order of the questions', async () => {
    const directory = new Directory().register(['station', 'officers'], peopleAndStations(ds));
    const answers = await directory.answer([
      ask('station', 'xiufeng'),
      ask('officers', ['officer', 'officer3', 'duty', 'teller2', 'nobody']),
      ask('station', 'bank-a'),
      ask('station', 'diecai'),
      ask('officers', []),
      ask('station', null),
    ]);
    expect(answers.map(({ value }) => value)).toEqual([
      { code: 'xiufeng', district: 'xiufeng', onDuty: true },
      {
        officer: { station: 'xiufeng', role: 'officer' },
        officer3: { station: 'diecai', role: 'officer' },
        duty: { station: null, role: 'dutyOfficer' },
        teller2: null,
        nobody: null,
      },
      null,
      { code: 'diecai', district: 'diecai', onDuty: false },
      {},
      null,
    ]);
  });

  test('gives each answerer all its questions at once and mixes the answers back', async () => {
    const calls: number[] = [];
    const directory = new Directory()
      .register(['double'], async (asked) => {
        calls.push(asked.length);
        return asked.map(({ question }) => `${question.about}${question.about}`);
      })
      .register(['case'], async (asked) => asked.map(({ caseId }) => caseId));
    const answers = await directory.answer([ask('double', 'a'), ask('case', null), ask('double', 'b')]);
    expect(answers.map(({ value }) => value)).toEqual(['aa', 'case-1', 'bb']);
    expect(calls).toEqual([2]);
    expect(directory.names()).toEqual(['double', 'case']);
    expect(await directory.answer([])).toEqual([]);
  });

  test('refuses a question nobody answers and a name that is taken', async () => {
    const directory = new Directory().register(['a'], async () => []);
    await expect(directory.answer([ask('b', null)])).rejects.toThrow('nobody answers the question b');
    await expect(directory.answer([ask('a', null)])).rejects.toThrow('did not answer every question');
    expect(() => directory.register(['a'], async () => [])).toThrow('has an answerer already');
  });
});
