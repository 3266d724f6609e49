import { administrationCase } from '../../src/administration/office/administration.case.js';
import { type House, houseAfter } from '../../src/administration/office/house.js';
import { indispensable, reachingByDistrict } from '../../src/administration/roles.js';
import { type Decision, decide, type Refusal } from '../../src/engine/decide.js';
import type { Actor, CaseFile, Command, Json } from '../../src/engine/definition/index.js';
import { genesis } from '../../src/engine/replay.js';

type Row = { readonly [key: string]: Json };

const day = 24 * 60 * 60_000;

/** A small house before its first entry: two of each administrator, a few people, an organisation of every kind. */
export const standing = {
  organisations: [
    unit('center', 'center', null, { level: 'city' }),
    unit('bureau-city', 'bureau', null, { level: 'city' }),
    unit('bureau-n', 'bureau', 'bureau-city', { level: 'county', district: 'north' }),
    unit('station-n', 'station', 'bureau-n', { district: 'north' }),
    unit('station-s', 'station', 'bureau-n', { district: 'south' }),
    unit('bank-a', 'bank', null),
    unit('bank-a-1', 'outlet', 'bank-a', { district: 'north' }),
    unit('elsewhere', 'organ', null),
  ],
  coverage: [],
  accounts: [
    account('sys1', 'center', ['systemAdmin']),
    account('sys2', 'center', ['systemAdmin']),
    account('sec1', 'center', ['securityAdmin']),
    account('sec2', 'center', ['securityAdmin']),
    account('aud', 'center', ['auditor']),
    account('duty', 'center', ['dutyOfficer']),
    account('keeper', 'bureau-n', ['custodian']),
    account('officer', 'station-n', ['officer']),
    account('teller', 'bank-a-1', ['teller']),
    account('newcomer', 'center', []),
    account('gone', 'station-n', ['officer'], true),
  ],
};

function unit(code: string, kind: string, parent: string | null, more: object = {}) {
  return { code, kind, parent, zh: code, en: code, district: null, level: null, phone: null, ...more };
}

function account(name: string, organisation: string, roles: string[], disabled = false) {
  return { account: name, zh: name, en: name, organisation, roles, level: null, disabled };
}

/** The administration without a database: it decides as the server does, and knows what the server would look up. */
export class Model {
  private file: CaseFile = genesis('office', administrationCase, {});
  private now = Date.UTC(2026, 0, 1);
  readonly commands: Command[] = [];

  constructor(from: Json = standing) {
    this.submit({ account: 'system', role: 'system' }, 'office.opened', {}, { standing: from });
  }

  get house(): House {
    return houseAfter(this.commands);
  }

  later(days = 1): this {
    this.now += days * day;
    return this;
  }

  /** What becomes of it when this account acts, in that role, as the house now stands. */
  submit(who: { account: string; role: string }, type: string, body: Row, more: Row = {}): Decision | Refusal {
    this.now += 1000;
    const at = new Date(this.now).toISOString();
    const actor: Actor = { ...who, org: { code: 'center', kind: 'center' } };
    const known = { ...this.knownFor(type, body, actor, at), ...more };
    const command = { type, body, actor, at: String(body['at'] ?? at), recordedAt: at, known };
    const decision = decide(administrationCase, this.file, command);
    if (!decision.ok) return decision;
    this.file = decision.file;
    this.commands.push(command);
    return decision;
  }

  /** The codes of the rules that refuse it; empty when it was recorded. */
  refusals(who: string, type: string, body: Row): string[] {
    const role = who.startsWith('sys') ? 'systemAdmin' : 'securityAdmin';
    const outcome = this.submit(who === 'system' ? { account: who, role: who } : { account: who, role }, type, body);
    return outcome.ok ? [] : (outcome.rules?.map(({ code }) => code) ?? [outcome.code]);
  }

  private knownFor(type: string, body: Row, actor: Actor, at: string): Record<string, Json> {
    const questions = administrationCase.events.get(type)?.asks?.(body, actor, undefined, at) ?? [];
    const { accounts, organisations } = this.house;
    const answer = (name: string, about: Json): Json => {
      const names = Array.isArray(about) ? about.map(String) : [];
      if (name === 'people') return Object.fromEntries(names.map((one) => [one, this.person(accounts.get(one))]));
      if (name === 'units') return Object.fromEntries(names.map((one) => [one, this.unit(organisations.get(one))]));
      return accounts.size;
    };
    return Object.fromEntries(questions.map(({ name, about }) => [name, answer(name, about)]));
  }

  private person(row: Row | undefined): Json {
    if (!row) return null;
    const active = [...this.house.accounts.values()].filter((one) => one['disabled'] !== true);
    const holders = (role: Json) => active.filter((one) => rolesOf(one).includes(String(role)));
    const soleOf =
      row['disabled'] === true
        ? []
        : rolesOf(row).filter((role) => indispensable.includes(role) && holders(role).length === 1);
    const resets = (type: string) =>
      this.commands
        .filter((one) => one.type === type && one.body['account'] === row['account'])
        .filter((one) => Date.parse(one.recordedAt) > this.now - day)
        .map((one) => one.actor.account);
    return {
      ...row,
      kind: this.house.organisations.get(String(row['organisation']))?.['kind'] ?? null,
      soleOf,
      resets: { password: resets('office.passwordReset'), secondFactor: resets('office.secondFactorReset') },
    };
  }

  private unit(row: Row | undefined): Json {
    if (!row) return null;
    const there = [...this.house.accounts.values()].filter(
      (one) => one['organisation'] === row['code'] && one['disabled'] !== true,
    );
    const reaching = there.filter((one) => rolesOf(one).some((role) => reachingByDistrict.includes(role))).length;
    return { kind: row['kind'] ?? null, reaching };
  }
}

export function rolesOf(row: Row | undefined): string[] {
  const roles = row?.['roles'];
  return Array.isArray(roles) ? roles.map(String) : [];
}
