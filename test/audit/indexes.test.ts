import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { accessesSql } from '../../src/cases/access-log/list-accesses.js';
import { createDataSource } from '../../src/platform/database.js';
import { type FreshDatabase, freshDatabase } from '../database.js';

let database: FreshDatabase;
let ds: DataSource;

// As a house has it: events of leads by the thousand, and among them what some of 50 people looked at, in 500 cases.
beforeAll(async () => {
  database = await freshDatabase();
  ds = await createDataSource(database.url, { role: 'owner' }).initialize();
  await ds.query(`
    insert into ledger_entry (case_id, version, entry, leaf, type, actor, role, organisation, at, recorded_at, about)
    select md5((n % 900)::text)::uuid, n, '{}', '', case when n % 5 = 0 then 'log.read' else 'lead.noted' end,
      'account' || n % 50, 'auditor', 'center', now() - n * interval '1 minute', now() - n * interval '1 minute',
      case when n % 5 = 0 then md5('about' || n % 500)::uuid end
    from generate_series(1, 30000) n`);
  await ds.query('analyze ledger_entry');
}, 60_000);

afterAll(async () => {
  await ds?.destroy();
  await database?.drop();
});

const values = {
  account: "'account5'",
  organisation: "'center'",
  case: "md5('about10')::uuid",
  from: "(now() - interval '2 days')",
  to: "(now() - interval '1 day')",
};

test.each([
  [['account'], /ledger_entry_log_actor_idx/],
  [['case'], /ledger_entry_about_idx/],
  // Of a short period that of all entries does as well.
  [['from', 'to'], /ledger_entry_(log|recorded)_idx/],
  [[], /ledger_entry_log_idx/],
] as const)('the accesses by %j are read from their index', async (given, index) => {
  const sql = given.reduce<string>(
    (text, name, i) => text.replaceAll(`$${i + 6}`, values[name]),
    accessesSql(given)
      .replaceAll(/\$[234]/g, 'null')
      .replace('$5', '50')
      .replace('$1', "'{log.read}'"),
  );
  const plan = JSON.stringify(await ds.query(`explain (format json) ${sql}`));
  expect(plan).toMatch(index);
});
