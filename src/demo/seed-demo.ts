import type { DataSource } from 'typeorm';
import { officeKey } from '../access/house.js';
import { Passwords } from '../access/passwords.js';
import { StartError } from '../platform/start-error.js';
import { type DemoAccount, demoAccounts, demoPassword } from './accounts.js';
import { demoCoverage, demoOrganisations } from './organisations.js';

/**
 * Lays down the demo city and its people in one transaction, before the administration begins: its first entry tells of
 * them. What is there already stays as it is: calling it again, or from several servers at once, changes nothing. Throws
 * `StartError` for a database whose administration has begun without the demo.
 */
export async function seedDemo(database: DataSource): Promise<void> {
  const [there]: { n: number }[] = await database.query(
    'select count(*)::int as n from account where name = any($1::text[])',
    [demoAccounts.map((account) => account.name)],
  );
  if (there?.n === demoAccounts.length) return;
  const [office] = await database.query('select from opening_key where organisation = $1 and key = $2', [
    officeKey.organisation,
    officeKey.key,
  ]);
  if (office)
    throw new StartError(
      'This database has an office of its own, and the demo would give it people whose password everybody knows: leave LANJIE_DEMO out, or name another database.',
    );
  // One hash for all, as every start would else wait half a second; only a password that is no secret may share a salt.
  const hash = await new Passwords().hash(demoPassword);
  await database.transaction(async (transaction) => {
    await transaction.query(ORGANISATIONS, columns(demoOrganisations, organisationRow, 8));
    await transaction.query(
      COVERAGE,
      columns(demoCoverage, ({ outlet, station }) => [outlet, station], 2),
    );
    await seedAccounts(transaction, demoAccounts, hash);
  });
}

/** Lays down people of the demo with this hash of their password; those who are there stay as they are. */
export async function seedAccounts(
  database: Pick<DataSource, 'query'>,
  accounts: readonly DemoAccount[],
  hash: string,
): Promise<void> {
  await database.query(ACCOUNTS, [...columns(accounts, accountRow, 5), hash]);
}

const ORGANISATIONS = `insert into organisation (code, kind, parent, name_zh, name_en, district, level, phone)
  select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
  on conflict do nothing`;

const COVERAGE = `insert into outlet_station (outlet, station)
  select * from unnest($1::text[], $2::text[]) on conflict do nothing`;

const ACCOUNTS = `insert into account (name, organisation, roles, display_name_zh, display_name_en, password_hash)
  select name, organisation, array[role], zh, en, $6
  from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) as t (name, organisation, role, zh, en)
  on conflict do nothing`;

type Row = readonly (string | null)[];

const organisationRow = (one: (typeof demoOrganisations)[number]): Row => [
  one.code,
  one.kind,
  one.parent,
  one.zh,
  one.en,
  one.district,
  one.level,
  one.phone ?? null,
];

const accountRow = (one: (typeof demoAccounts)[number]): Row => [one.name, one.organisation, one.role, one.zh, one.en];

// unnest() takes one array per column.
function columns<T>(items: readonly T[], row: (item: T) => Row, width: number): (string | null)[][] {
  const rows = items.map(row);
  return Array.from({ length: width }, (_, column) => rows.map((values) => values[column] ?? null));
}
