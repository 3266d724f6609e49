import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { reading } from '../../src/access/reading.js';
import { createDataSource, migrate, statement } from '../../src/platform/database.js';
import { emptyDatabase, type FreshDatabase, freshDatabase } from '../database.js';
import { organisations, principal } from './people.js';

let database: FreshDatabase;
let ds: DataSource;
beforeAll(async () => {
  database = await freshDatabase();
  ds = await createDataSource(database.url).initialize();
});
afterAll(async () => {
  await ds?.destroy();
  await database?.drop();
});

/** Tables that say something of a case and that nobody's reading ever touches, and why. */
const neverRead: Readonly<Record<string, string>> = {
  sequence: 'the sequence of all entries is the house’s',
  pending_leaf: 'the sequence of all entries is the house’s',
  opening_key: 'only the engine asks what a key stands for',
  personal: 'matching asks across all cases and answers yes or no',
  blob: 'what lies in the store; people are shown the part of their case',
  alarm: 'calls are made by the house',
  notification: 'they are sent, and never listed',
};

/** Tables without a case that row-level security guards too. */
const guardedBesides = ['case_file', 'handover'];

const names = (rows: object[]) => rows.map((row) => Object.values(row).join(' '));
const ask = async (sql: string) => names(await ds.query(sql));

describe('every table that says something of a case', () => {
  it('is under row-level security, forced, and has a policy for readers or a reason why they never read it', async () => {
    const rows: { table: string; guarded: boolean; read: boolean; granted: boolean }[] = await ds.query(`
      select c.relname as table, c.relrowsecurity and c.relforcerowsecurity as guarded,
        exists (select from pg_policy p where p.polrelid = c.oid and p.polroles = array[to_regrole('lanjie_reader')::oid]
          and p.polcmd = 'r' and p.polpermissive) as read,
        has_table_privilege('lanjie_reader', c.oid, 'select') as granted
      from pg_class c
      where c.relkind in ('r', 'p', 'm') and c.relnamespace = current_schema()::regnamespace
        and (c.relname = any($$\{${guardedBesides.join()}}$$) or exists (
          select from pg_attribute a where a.attrelid = c.oid and a.attname = 'case_id' and not a.attisdropped))
      order by 1`);
    expect(rows.length).toBeGreaterThan(12);
    expect(rows.filter(({ guarded }) => !guarded)).toEqual([]);
    expect(rows.filter(({ read }) => !read).map(({ table }) => table)).toEqual(Object.keys(neverRead).sort());
    expect(rows.filter(({ read, granted }) => read !== granted)).toEqual([]);
  });

  it('shows readers nothing without a scope, nothing after the transaction, and nothing to nobody', async () => {
    await database.tamper(`insert into case_file (id, number, definition, version, head, settings, phase, opened_at, updated_at)
      values (gen_random_uuid(), 'L', 'lead@1', 1, '', '{}', 'reported', now(), now())`);
    const count = { name: 'count-cases', text: 'select count(*)::int as n from case_file' };
    const seenBy = (roles: string[]) => reading(ds, principal(roles, organisations.center), (read) => read(count, []));
    expect(await seenBy(['dutyOfficer'])).toEqual([{ n: 1 }]);
    expect(await seenBy(['systemAdmin'])).toEqual([{ n: 0 }]);
    await ds.transaction(async (one) => {
      await one.query('set local role lanjie_reader');
      expect(await one.query('select * from case_file')).toEqual([]);
      for (const field of [
        'everything',
        'outlet',
        'bank',
        'station',
        'formerly',
        'district',
        'cases',
        'organisation',
      ]) {
        await one.query(`select set_config($1, '', true)`, [`lanjie.${field}`]);
        expect(await one.query('select * from case_file')).toEqual([]);
      }
    });
    const other = await createDataSource(database.url, { poolSize: 1 }).initialize();
    const role = {
      name: 'who',
      text: `select current_user::text as who, current_setting('lanjie.everything', true) as scope`,
    };
    await reading(other, principal(['auditor'], organisations.center), (read) => read(count, []));
    expect(await statement(other, role, [])).toEqual([{ who: 'lanjie_app', scope: '' }]);
    const broken = reading(other, principal(['auditor'], organisations.center), (read) =>
      read({ name: 'broken', text: 'select 1/0' }, []),
    );
    await expect(broken).rejects.toThrow('division by zero');
    expect(await statement(other, role, [])).toEqual([{ who: 'lanjie_app', scope: '' }]);
    await other.destroy();
  });
});

describe('the server’s role', () => {
  it('owns nothing, bypasses nothing, inherits nothing and makes nothing', async () => {
    const attributes = `rolsuper or rolinherit or rolcreaterole or rolcreatedb or rolcanlogin or rolreplication or rolbypassrls`;
    expect(
      await ask(`select rolname from pg_roles where rolname in ('lanjie_app', 'lanjie_reader') and (${attributes})`),
    ).toEqual([]);
    expect(
      await ask(
        `select relname from pg_class where relowner in (to_regrole('lanjie_app'), to_regrole('lanjie_reader'))`,
      ),
    ).toEqual([]);
    expect(await ask(`select has_schema_privilege(current_schema(), 'create')`)).toEqual(['false']);
    expect(await ask(`select current_user::text`)).toEqual(['lanjie_app']);
  });

  it('changes no entry of the ledger, its sequence, tree and checkpoints, and no list of migrations; truncates nothing and sets no trigger', async () => {
    const may = (privilege: string) =>
      ask(`select relname from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace
        and has_table_privilege(oid, '${privilege}') order by 1`);
    for (const privilege of ['update', 'delete']) {
      const tables = await may(privilege);
      for (const fixed of ['ledger_entry', 'sequence', 'tree_node', 'checkpoint', 'cosignature', 'schema_migration'])
        expect(tables).not.toContain(fixed);
      expect(tables).toContain('case_part');
    }
    expect(await may('insert')).toContain('ledger_entry');
    for (const privilege of ['truncate', 'trigger', 'references']) expect(await may(privilege)).toEqual([]);
  });

  it('has its rights on the tables of later migrations too', async () => {
    await database.tamper('create table later (id integer)');
    expect(await ask('select * from later')).toEqual([]);
    await database.tamper('drop table later');
  });
});

describe('the readers’ role', () => {
  it('writes nothing', async () => {
    const writable = `select relname from pg_class where relkind in ('r', 'S') and relnamespace = current_schema()::regnamespace
      and has_table_privilege('lanjie_reader', oid, 'insert, update, delete, truncate, trigger, references')`;
    expect(await ask(writable)).toEqual([]);
    expect(await ask(`select has_schema_privilege('lanjie_reader', current_schema(), 'create')`)).toEqual(['false']);
  });

  it('is a member of nothing', async () => {
    expect(
      await ask(`select roleid::regrole::text from pg_auth_members where member = to_regrole('lanjie_reader')`),
    ).toEqual([]);
  });
});

test('no function lends anybody the rights of its owner', async () => {
  const ours = `from pg_proc where pronamespace = current_schema()::regnamespace`;
  expect(await ask(`select proname ${ours} and prosecdef`)).toEqual([]);
  expect(
    await ask(`select proname ${ours} and proname like 'lanjie%' and has_function_privilege('public', oid, 'execute')`),
  ).toEqual([]);
  expect((await ask(`select proname ${ours} and proname like 'lanjie%'`)).length).toBeGreaterThan(3);
});

describe('an owner without special rights', () => {
  const owner = `plain_${process.pid}_${Date.now()}`;
  let theirs: FreshDatabase;
  let url: URL;

  beforeAll(async () => {
    theirs = await emptyDatabase();
    url = new URL(theirs.url);
    await theirs.tamper(`create role ${owner} login password 'x'; grant create on schema public to ${owner}`);
    Object.assign(url, { username: owner, password: 'x' });
  });
  afterAll(async () => {
    await theirs?.tamper(`drop owned by ${owner}`);
    await theirs?.tamper(`drop role ${owner}`);
    await theirs?.drop();
  });

  it('is told which statements an administrator has to run, and after them can migrate', async () => {
    await expect(migrate(createDataSource(url.href))).rejects.toThrow(
      new RegExp(`may not make the roles it works under.*GRANT lanjie_app TO ${owner};`),
    );
    await theirs.tamper(`grant lanjie_app to ${owner}`);
    expect(await migrate(createDataSource(url.href))).toContain('Walls1700000000050');
  });

  it('then works as the app, with the options of its URL', async () => {
    url.search = '?options=-c%20work_mem%3D5MB';
    const app = await createDataSource(url.href).initialize();
    await app.query(`insert into opening_key (organisation, key, case_id) values ('xiufeng', 'k', gen_random_uuid())`);
    expect(names(await app.query(`select current_user::text, current_setting('work_mem')`))).toEqual([
      'lanjie_app 5MB',
    ]);
    expect(names(await app.query('select organisation from opening_key'))).toEqual(['xiufeng']);
    await app.destroy();
  });
});
