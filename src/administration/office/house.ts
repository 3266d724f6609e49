import { type Command, isObject, type Json } from '../../engine/definition/index.js';
import { reachingByDistrict } from '../roles.js';

type Row = { readonly [key: string]: Json };

/** The tables of the house as its entries make them: organisations by code, coverage by outlet, accounts by name. */
export interface House {
  readonly organisations: ReadonlyMap<string, Row>;
  readonly coverage: ReadonlyMap<string, readonly string[]>;
  readonly accounts: ReadonlyMap<string, Row>;
}

/** PURE. What these entries, in order, make of the house; the first tells what stood before. */
export function houseAfter(commands: Iterable<Command>): House {
  const making = new Making();
  for (const command of commands) making.take(command);
  return making;
}

/** PURE. The house as the tables tell it (`known.standing`). */
export function houseStanding(standing: Json | undefined): House {
  const making = new Making();
  making.begin(standing);
  return making;
}

/** PURE. Where two accounts of the house differ, in words; empty: nowhere. */
export function differences(said: House, stands: House): string[] {
  const of = (what: string, one: ReadonlyMap<string, unknown>, other: ReadonlyMap<string, unknown>) =>
    [...new Set([...one.keys(), ...other.keys()])]
      .filter((name) => JSON.stringify(one.get(name)) !== JSON.stringify(other.get(name)))
      .map((name) => `${what} ${name}`);
  return [
    ...of('organisation', said.organisations, stands.organisations),
    ...of('outlet', said.coverage, stands.coverage),
    ...of('account', said.accounts, stands.accounts),
  ];
}

type Deed = (house: Making, command: Command) => void;

/** The event gives these fields of its organisation other values. */
const changesOrganisation: Deed = (house, { body }) =>
  house.organisation({ ...house.organisations.get(String(body['code'])), ...body });

/** The event gives fields of its account other values, computed from what it was. */
function changesAccount(change: (body: Row, was: Row) => Row): Deed {
  return (house, { body }) => {
    const was = house.accounts.get(String(body['account'])) ?? {};
    house.account({ ...was, ...change(body, was) });
  };
}

/** What each event does to the house; the others leave it as it is. */
const deeds: Readonly<Record<string, Deed>> = {
  'office.opened': (house, { known }) => house.begin(known['standing']),
  'office.setUp': (house, { body }) => {
    house.organisation({ ...body, kind: 'center', level: 'city' });
    for (const role of ['systemAdmin', 'securityAdmin']) {
      const person = body[role];
      if (isObject(person)) house.account({ ...person, organisation: body['code'] ?? null, roles: [role] });
    }
  },
  'office.demoStaffed': (house, { body }) => {
    for (const { role = null, ...person } of rowsIn(body, 'people'))
      if (!house.accounts.has(String(person['account']))) house.account({ ...person, roles: [role] });
  },
  'office.organisationCreated': changesOrganisation,
  'office.organisationRenamed': changesOrganisation,
  'office.districtChanged': changesOrganisation,
  'office.phoneChanged': (house, { body, ...command }) =>
    changesOrganisation(house, { ...command, body: { phone: null, ...body } }),
  'office.outletCovered': (house, { body }) => {
    house.coverage.set(String(body['outlet']), textsIn(body['stations']));
  },
  'office.accountCreated': changesAccount((body) => body),
  'office.accountRenamed': changesAccount((body) => body),
  'office.accountDisabled': changesAccount(() => ({ disabled: true })),
  'office.accountEnabled': changesAccount(() => ({ disabled: false, roles: [], level: null })),
  'office.accountMoved': changesAccount(({ organisation = null }) => ({ organisation, roles: [], level: null })),
  'office.rolesGranted': changesAccount((body, was) => ({
    roles: [...new Set([...textsIn(was['roles']), ...textsIn(body['roles'])])],
    level: body['level'] ?? was['level'] ?? null,
  })),
  'office.rolesWithdrawn': changesAccount((body, was) => {
    const gone = textsIn(body['roles']);
    const roles = textsIn(was['roles']).filter((role) => !gone.includes(role));
    const keepsLevel = roles.some((role) => reachingByDistrict.includes(role));
    return { roles, level: keepsLevel ? (was['level'] ?? null) : null };
  }),
};

class Making implements House {
  readonly organisations = new Map<string, Row>();
  readonly coverage = new Map<string, readonly string[]>();
  readonly accounts = new Map<string, Row>();

  begin(standing: Json | undefined): void {
    for (const row of rowsIn(standing, 'organisations')) this.organisation(row);
    for (const row of rowsIn(standing, 'accounts')) this.account(row);
    for (const { outlet, station, first } of rowsIn(standing, 'coverage')) this.cover(outlet, station, first === true);
  }

  take(command: Command): void {
    if (Object.hasOwn(deeds, command.type)) deeds[command.type]?.(this, command);
  }

  organisation({ code, kind, parent, zh, en, district, level, phone }: Row): void {
    const row = { code, kind, parent, zh, en, district, level, phone };
    this.organisations.set(String(code), withNulls(row));
  }

  account({ account, zh, en, organisation, roles, level, disabled }: Row): void {
    const row = withNulls({ account, zh, en, organisation, level });
    this.accounts.set(String(account), { ...row, roles: textsIn(roles).sort(), disabled: disabled === true });
  }

  cover(outlet: Json | undefined, station: Json | undefined, first: boolean): void {
    const others = this.coverage.get(String(outlet)) ?? [];
    this.coverage.set(String(outlet), first ? [String(station), ...others] : [...others, String(station)]);
  }
}

function withNulls(row: Readonly<Record<string, Json | undefined>>): Row {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value ?? null]));
}

function rowsIn(value: Json | undefined, name: string): Row[] {
  const rows = isObject(value) ? value[name] : undefined;
  return Array.isArray(rows) ? rows.filter(isObject) : [];
}

function textsIn(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
