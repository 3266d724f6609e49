import type { DataSource } from 'typeorm';
import { indispensable, reachingByDistrict } from '../administration/roles.js';
import type { Json } from '../engine/definition/index.js';
import type { Asked } from '../engine/ports.js';
import { forTheHouse, type Run, statement } from '../platform/database.js';
import type { Answerer } from './directory.js';

/** The opening of the administration's case: whose key it stands for. No organisation may bear this code. */
export const officeKey = { organisation: 'system', key: 'office' } as const;

const PEOPLE = {
  name: 'house-people',
  text: `
    select a.name, a.organisation, o.kind, a.roles, a.level, a.disabled_at is not null as disabled,
      array(select role from unnest(a.roles) as role where a.disabled_at is null and role = any($2::text[])
        and not exists (select from account b where b.name <> a.name and b.disabled_at is null and role = any(b.roles))) as "soleOf",
      (select json_agg(json_build_array(e.type, e.actor)) from ledger_entry e
        where e.case_id = (select case_id from opening_key where organisation = $4 and key = $5)
          and e.type in ('office.passwordReset', 'office.secondFactorReset')
          and e.recorded_at > coalesce($3::timestamptz, clock_timestamp()) - interval '24 hours'
          and convert_from(e.entry, 'UTF8')::jsonb #>> '{body,account}' = a.name) as resets
    from account a join organisation o on o.code = a.organisation where a.name = any($1::text[])`,
};

interface PersonRow {
  name: string;
  organisation: string;
  kind: string;
  roles: string[];
  level: string | null;
  disabled: boolean;
  soleOf: string[];
  resets: [type: string, actor: string][] | null;
}

const UNITS = {
  name: 'house-units',
  text: `
    select o.code, o.kind, (select count(*)::int from account a where a.organisation = o.code and a.disabled_at is null
      and a.roles && $2::text[]) as reaching
    from organisation o where o.code = any($1::text[])`,
};

const ACCOUNTS = { name: 'house-accounts', text: 'select count(*)::int as n from account' };

const STANDING = {
  name: 'house-standing',
  text: `
    select
      (select coalesce(json_agg(json_build_object('code', code, 'kind', kind, 'parent', parent, 'zh', name_zh, 'en', name_en,
        'district', district, 'level', level, 'phone', phone) order by code), '[]') from organisation) as organisations,
      (select coalesce(json_agg(json_build_object('outlet', outlet, 'station', station, 'first', first) order by outlet, station), '[]')
        from outlet_station) as coverage,
      (select coalesce(json_agg(json_build_object('account', name, 'zh', display_name_zh, 'en', display_name_en,
        'organisation', organisation, 'roles', array(select unnest(roles) order by 1), 'level', level,
        'disabled', disabled_at is not null) order by name), '[]') from account) as accounts`,
};

/** What the tables say of organisations, coverage and accounts, in one order; no password. */
export async function houseStanding(run: Run): Promise<Json> {
  const [row] = await run<{ organisations: Json; coverage: Json; accounts: Json }>(STANDING, []);
  return row ? { ...row } : null;
}

/**
 * Answers `people` (about account names), `units` (about codes of organisations), `accounts` (how many there are) and
 * `standing` (all there is). The version of the administration's case guards them: nothing else changes these tables.
 */
export function houseAnswers(database: DataSource, clock?: () => string): Readonly<Record<string, Answerer>> {
  const each = (answer: (about: Json) => Promise<Json>) => (asked: readonly Asked[]) =>
    Promise.all(asked.map(({ question }) => answer(question.about)));
  return {
    people: each(async (about) => {
      const values = [about, indispensable, clock?.() ?? null, officeKey.organisation, officeKey.key];
      const rows = await statement<PersonRow>(database, PEOPLE, values);
      return byName(about, new Map(rows.map(({ name, ...row }) => [name, { ...row, resets: resetsOf(row) }])));
    }),
    units: each(async (about) => {
      const rows = await statement<{ code: string; kind: string; reaching: number }>(database, UNITS, [
        about,
        reachingByDistrict,
      ]);
      return byName(about, new Map(rows.map(({ code, ...row }) => [code, row])));
    }),
    accounts: each(async () => (await statement<{ n: number }>(database, ACCOUNTS, []))[0]?.n ?? 0),
    standing: each(() => houseStanding(forTheHouse(database))),
  };
}

function resetsOf({ resets }: Pick<PersonRow, 'resets'>): Record<string, string[]> {
  const by = (type: string) => (resets ?? []).flatMap(([one, actor]) => (one === type ? [actor] : []));
  return { password: by('office.passwordReset'), secondFactor: by('office.secondFactorReset') };
}

function byName(about: Json, found: ReadonlyMap<string, Json>): Json {
  const names = Array.isArray(about) ? about.map(String) : [];
  return Object.fromEntries(names.map((name) => [name, found.get(name) ?? null]));
}
