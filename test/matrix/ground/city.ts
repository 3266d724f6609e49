import type pg from 'pg';
import { Passwords } from '../../../src/access/passwords.js';

/** The small city of the matrix: two of everything, and somebody in every standing to every case. */

interface Organisation {
  readonly code: string;
  readonly kind: 'center' | 'bureau' | 'station' | 'bank' | 'outlet';
  readonly parent?: string;
  readonly district?: string;
  readonly level?: 'county' | 'city';
}

/** Above before below. */
export const organisations: readonly Organisation[] = [
  { code: 'mx-city', kind: 'bureau', level: 'city' },
  { code: 'mx-center', kind: 'center', parent: 'mx-city', level: 'city' },
  { code: 'mx-north', kind: 'bureau', parent: 'mx-city', district: 'north', level: 'county' },
  { code: 'mx-south', kind: 'bureau', parent: 'mx-city', district: 'south', level: 'county' },
  { code: 'mx-west', kind: 'bureau', parent: 'mx-city', district: 'west', level: 'county' },
  { code: 'mx-s1', kind: 'station', parent: 'mx-north', district: 'north' },
  { code: 'mx-s2', kind: 'station', parent: 'mx-south', district: 'south' },
  { code: 'mx-s3', kind: 'station', parent: 'mx-north', district: 'north' },
  { code: 'mx-s4', kind: 'station', parent: 'mx-west', district: 'west' },
  { code: 'mx-a', kind: 'bank' },
  { code: 'mx-a1', kind: 'outlet', parent: 'mx-a', district: 'north' },
  { code: 'mx-a2', kind: 'outlet', parent: 'mx-a', district: 'south' },
  { code: 'mx-b', kind: 'bank' },
  { code: 'mx-b1', kind: 'outlet', parent: 'mx-b', district: 'south' },
  { code: 'mx-b2', kind: 'outlet', parent: 'mx-b', district: 'north' },
  // A district opens no case to a bank.
  { code: 'mx-c', kind: 'bank', district: 'north' },
];

/** Outlet and the station first sent there. */
const coverage = [
  ['mx-a1', 'mx-s1'],
  ['mx-a2', 'mx-s2'],
  ['mx-b1', 'mx-s2'],
  ['mx-b2', 'mx-s1'],
] as const;

/** Somebody who calls. */
export interface Person {
  readonly account: string;
  readonly roles: readonly string[];
  readonly organisation: string;
}

function person(account: string, organisation: string, ...roles: string[]): Person {
  return { account, roles, organisation };
}

/** Everybody with an account that is in order. */
export const people: readonly Person[] = [
  person('teller.a1', 'mx-a1', 'teller'),
  person('teller.a2', 'mx-a2', 'teller'),
  person('teller.b1', 'mx-b1', 'teller'),
  person('teller.b2', 'mx-b2', 'teller'),
  person('desk.a', 'mx-a', 'bankDesk'),
  person('desk.b', 'mx-b', 'bankDesk'),
  person('desk.c', 'mx-c', 'bankDesk'),
  person('desk.s1', 'mx-s1', 'stationDuty'),
  person('desk.s2', 'mx-s2', 'stationDuty'),
  person('desk.s3', 'mx-s3', 'stationDuty'),
  person('officer.s1', 'mx-s1', 'officer'),
  person('officer.s2', 'mx-s2', 'officer'),
  person('officer.s3', 'mx-s3', 'officer'),
  person('officer.s4', 'mx-s4', 'officer'),
  person('glass.s4', 'mx-s4', 'officer'),
  person('keeper.north', 'mx-north', 'custodian'),
  // Keeps property at a station that has lost a case, and was never its officer.
  person('keeper.s1', 'mx-s1', 'custodian'),
  person('keeper.west', 'mx-west', 'custodian'),
  person('keeper.city', 'mx-city', 'custodian'),
  person('head.north', 'mx-north', 'approver'),
  person('head.south', 'mx-south', 'approver'),
  person('head.west', 'mx-west', 'approver'),
  person('head.city', 'mx-city', 'approver'),
  person('duty.center', 'mx-center', 'dutyOfficer'),
  person('lead.center', 'mx-center', 'centerLead'),
  person('auditor', 'mx-city', 'auditor'),
  person('secadmin', 'mx-center', 'securityAdmin'),
  person('sysadmin', 'mx-center', 'systemAdmin'),
  // Two roles: approves for the district, and works at a station that has lost one of its cases.
  person('double.s3', 'mx-s3', 'stationDuty', 'approver'),
  // In the one area they are on duty at the station that leads, in the other they approve.
  person('double.s2', 'mx-s2', 'stationDuty', 'approver'),
  // Two roles in one area: only in the second role do they see it.
  person('both.s3', 'mx-s3', 'stationDuty', 'custodian'),
  // Roles that do not fit the organisation reach nothing.
  person('misfit.duty', 'mx-north', 'dutyOfficer'),
  person('misfit.head', 'mx-a1', 'approver'),
  person('misfit.officer', 'mx-a', 'officer'),
  person('misfit.keeper', 'mx-c', 'custodian'),
  // An office beside another role: it shows no case.
  person('misfit.admin', 'mx-s3', 'stationDuty', 'securityAdmin'),
  person('stale.west', 'mx-west', 'approver'),
  person('stale.center', 'mx-center', 'dutyOfficer'),
];

/** Whether it is a while ago that somebody proved who they are. */
export function isStale(who: string): boolean {
  return who.startsWith('stale.');
}

/** Somebody who has to enrol a second factor before anything else. */
export const owing = person('owing.head', 'mx-north', 'approver');

/** Those who only help to play the cases. */
const helpers: readonly Person[] = [
  person('helper.s1', 'mx-s1', 'officer'),
  person('helper.s2', 'mx-s2', 'officer'),
  person('helper.s4', 'mx-s4', 'officer'),
  person('desk.s4', 'mx-s4', 'stationDuty'),
  person('duty2.center', 'mx-center', 'dutyOfficer'),
  person('gone', 'mx-a1', 'teller'),
];

/** Everybody by account. */
export const everybody: ReadonlyMap<string, Person> = new Map(
  [...people, ...helpers, owing].map((one) => [one.account, one]),
);

/** Lays the city down. Everybody's password is the one of this hash; tokens are made without it. */
export async function layDown(client: pg.Client): Promise<void> {
  const hash = await new Passwords().hash('a password of the matrix');
  for (const { code, kind, parent, district, level } of organisations)
    await client.query(
      `insert into organisation (code, kind, parent, name_zh, name_en, district, level, phone)
       values ($1, $2, $3, $4, $5, $6, $7, '0773-0000001')`,
      [code, kind, parent ?? null, `矩阵${code}`, `Matrix ${code}`, district ?? null, level ?? null],
    );
  for (const [outlet, station] of coverage)
    await client.query('insert into outlet_station (outlet, station) values ($1, $2)', [outlet, station]);
  for (const { account, organisation, roles } of everybody.values())
    await client.query(
      `insert into account (name, organisation, roles, display_name_zh, display_name_en, password_hash)
       values ($1, $2, $3, $4, $5, $6)`,
      [account, organisation, roles, `某${account}`, `Person ${account}`, hash],
    );
  await client.query(
    `insert into second_factor (account, secret, confirmed_at) select name, '\\x00', now() from account where name <> $1`,
    [owing.account],
  );
}
