import { describe, expect, test } from '@jest/globals';
import { entryInSight, mayRecordOn, partsInSight, reachOf, type Sight, sight } from '../../src/access/policy.js';
import { actorFor, areasOf, rolesOfArea } from '../../src/access/principal.js';
import type { ActorOrganisation, CaseIndex, Facts, Part } from '../../src/engine/definition/index.js';
import { organisations as at, caseIndex, principal } from './people.js';

const early = '2026-01-01T00:00:00.000Z';
const until = '2026-01-01T01:00:00.000Z';

/** The relations in which a case may stand to the people of the table. */
const cases = {
  fresh: caseIndex({ bank: 'bank-a', outlet: 'bank-a-1', district: 'north' }),
  dispatched: caseIndex({
    bank: 'bank-a',
    outlet: 'bank-a-1',
    district: 'north',
    station: 'station-n',
    stations: [{ station: 'station-n', district: 'north', from: early, to: null }],
  }),
  supported: caseIndex({
    bank: 'bank-a',
    outlet: 'bank-a-1',
    station: 'station-s',
    stations: [
      { station: 'station-s', district: 'south', from: early, to: null },
      { station: 'station-n', district: 'north', from: early, to: null },
    ],
  }),
  takenAway: caseIndex({
    bank: 'bank-a',
    outlet: 'bank-a-1',
    station: 'station-s',
    stations: [
      { station: 'station-n', district: 'north', from: early, to: until },
      { station: 'station-n', district: 'north', from: early, to: early },
      { station: 'station-s', district: 'south', from: until, to: null },
    ],
  }),
  cameBack: caseIndex({
    bank: 'bank-a',
    outlet: 'bank-a-1',
    stations: [
      { station: 'station-n', district: 'north', from: early, to: until },
      { station: 'station-n', district: 'north', from: until, to: null },
    ],
  }),
  elsewhere: caseIndex({ bank: 'bank-b', outlet: 'bank-b-1', district: 'north', accountBanks: ['bank-a'] }),
  police: caseIndex({ district: 'south' }),
};

const W = 'whole';
const A = 'accounts bank-a';
const B = 'whole bank-b';
const O = 'whole bank-a';
const E = 'ownEntries station-n';
const o = 'none';

const columns = ['fresh', 'dispatched', 'supported', 'takenAway', 'cameBack', 'elsewhere', 'police'] as const;

// Stands apart from the code on purpose: it is lifecycle.md's paragraph on scope, written out.
const table: readonly (readonly [role: string, org: ActorOrganisation, ...seen: string[]])[] = [
  // role                      fresh dispatched supported takenAway cameBack elsewhere police
  ['teller', at.outletA1, O, O, O, O, O, o, o],
  ['teller', at.outletA2, o, o, o, o, o, o, o],
  ['teller', at.outletB1, o, o, o, o, o, B, o],
  ['bankDesk', at.bankA, O, O, O, O, O, A, o],
  ['bankDesk', at.bankB, o, o, o, o, o, B, o],
  ['stationDuty', at.stationN, o, W, W, E, W, o, o],
  ['officer', at.stationN, o, W, W, E, W, o, o],
  ['officer', at.stationS, o, o, W, W, o, o, o],
  ['dutyOfficer', at.center, W, W, W, W, W, W, W],
  ['centerLead', at.center, W, W, W, W, W, W, W],
  ['approver', at.bureauN, o, W, W, o, W, o, o],
  ['approver', at.bureauS, o, o, W, W, o, o, o],
  ['approver', at.bureauCity, W, W, W, W, W, W, W],
  ['custodian', at.bureauN, o, W, W, o, W, o, o],
  ['custodian', at.bureauS, o, o, W, W, o, o, o],
  ['auditor', at.bureauCity, W, W, W, W, W, W, W],
  ['system', at.center, W, W, W, W, W, W, W],
  ['securityAdmin', at.center, o, o, o, o, o, o, o],
  ['systemAdmin', at.center, o, o, o, o, o, o, o],
  ['somethingElse', at.center, o, o, o, o, o, o, o],
  // A role at an organisation where it has no place sees nothing.
  ['teller', at.bankA, o, o, o, o, o, o, o],
  ['bankDesk', at.outletA1, o, o, o, o, o, o, o],
  ['officer', at.center, o, o, o, o, o, o, o],
  ['dutyOfficer', at.stationN, o, o, o, o, o, o, o],
  ['centerLead', at.bankA, o, o, o, o, o, o, o],
  ['approver', at.outletA1, o, o, o, o, o, o, o],
  ['custodian', { ...at.bankA, level: 'city' }, o, o, o, o, o, o, o],
  ['approver', { code: 'nowhere', kind: 'bureau' }, o, o, o, o, o, o, o],
];

const rows = table.flatMap(([role, org, ...seen]) =>
  columns.map((relation, i) => ({ role, org, relation, at: org.code, seen: seen[i] ?? 'missing' })),
);

describe('what somebody sees of a case', () => {
  test.each(rows)('$role of $at, case $relation: $seen', ({ role, org, relation, seen }) => {
    expect(words(sight(principal([role], org), cases[relation]))).toBe(seen);
  });

  test('in several roles is the widest of them', () => {
    expect(sight(principal(['officer', 'auditor'], at.stationN), cases.takenAway)).toEqual({ kind: 'whole' });
    expect(words(sight(principal(['systemAdmin', 'officer'], at.stationN), cases.takenAway))).toBe(E);
    expect(sight(principal([], at.center), cases.fresh)).toEqual({ kind: 'none' });
  });
});

describe('the reach of a role', () => {
  test.each([
    ['teller', at.outletA1, 'ownOutlet'],
    ['teller', at.bankA, 'nothing'],
    ['bankDesk', at.bankA, 'ownBank'],
    ['bankDesk', at.outletA1, 'nothing'],
    ['stationDuty', at.stationN, 'ownStation'],
    ['officer', at.stationN, 'ownStation'],
    ['officer', at.bureauN, 'nothing'],
    ['custodian', at.stationN, 'ownDistrict'],
  ] as const)('%s at %j is %s', (role, org, reach) => expect(reachOf(role, org)).toBe(reach));
});

describe('parts and entries in sight', () => {
  const parts = [
    part('lead-1', 'lead', {}),
    part('account-1', 'account', { bank: 'bank-b' }),
    part('account-2', 'account', { bank: 'bank-a' }),
    part('return-1', 'return', { asset: 'account-1' }),
    part('return-2', 'return', { asset: 'account-2' }),
    part('cash-1', 'cash', { bank: 'bank-a' }),
  ];
  const accounts: Sight = { kind: 'accounts', bank: 'bank-a' };
  const ownEntries: Sight = { kind: 'ownEntries', station: 'station-n' };
  const ids = (seen: Sight) => partsInSight(seen, parts).map(({ id }) => id);

  test('are, for another bank, its accounts and the returns on them', () => {
    expect(ids(accounts)).toEqual(['account-2', 'return-2']);
    expect(mayRecordOn(accounts, 'account-2', parts)).toBe(true);
    expect(mayRecordOn(accounts, 'account-1', parts)).toBe(false);
    expect(mayRecordOn(accounts, undefined, parts)).toBe(false);
    expect(entryInSight(accounts, { organisation: 'bank-b', part: 'return-2' }, parts)).toBe(true);
    expect(entryInSight(accounts, { organisation: 'bank-a', part: undefined }, parts)).toBe(false);
  });

  test('are, for a station that left, no parts, its own entries, and nothing to record', () => {
    expect(ids(ownEntries)).toEqual([]);
    expect(mayRecordOn(ownEntries, 'lead-1', parts)).toBe(false);
    expect(entryInSight(ownEntries, { organisation: 'station-n', part: 'lead-1' }, parts)).toBe(true);
    expect(entryInSight(ownEntries, { organisation: 'station-s', part: 'lead-1' }, parts)).toBe(false);
  });

  test('are, for the reporting bank, all but the files that others gave', () => {
    const bank: Sight = { kind: 'whole', bank: 'bank-a' };
    const files = [...parts, part('evidence-1', 'evidence', { bank: 'bank-a' }), part('evidence-2', 'evidence', {})];
    expect(partsInSight(bank, files).map(({ id }) => id)).toEqual([...parts.map(({ id }) => id), 'evidence-1']);
    expect(mayRecordOn(bank, undefined, files)).toBe(true);
    expect([mayRecordOn(bank, 'evidence-1', files), mayRecordOn(bank, 'evidence-2', files)]).toEqual([true, false]);
    const opened = (...ids: string[]) => ({ organisation: 'station-n', part: undefined, opened: ids });
    expect(entryInSight(bank, opened('evidence-1'), files)).toBe(true);
    expect(entryInSight(bank, opened('evidence-2'), files)).toBe(false);
    expect(entryInSight(bank, { organisation: 'system', part: 'evidence-2' }, files)).toBe(false);
    expect(entryInSight({ kind: 'whole' }, opened('evidence-2'), files)).toBe(true);
  });

  test('are all or none otherwise', () => {
    expect(ids({ kind: 'whole' })).toHaveLength(6);
    expect(mayRecordOn({ kind: 'whole' }, undefined, parts)).toBe(true);
    expect(ids({ kind: 'none' })).toEqual([]);
    expect(mayRecordOn({ kind: 'none' }, 'lead-1', parts)).toBe(false);
    expect(entryInSight({ kind: 'none' }, { organisation: 'x', part: 'lead-1' }, parts)).toBe(false);
  });
});

describe('a person', () => {
  test('acts in the first of the event’s roles that they have', () => {
    const both = principal(['centerLead', 'dutyOfficer'], at.center);
    expect(actorFor(both, ['dutyOfficer', 'centerLead'])).toEqual({
      account: 'somebody',
      role: 'dutyOfficer',
      org: at.center,
    });
    expect(actorFor(both, ['officer'])).toBeUndefined();
  });

  test('works in the areas of their roles', () => {
    expect(areasOf(['custodian', 'approver'])).toEqual(['station', 'center']);
    expect(areasOf(['nobody'])).toEqual([]);
    expect(rolesOfArea('bank')).toEqual(['teller', 'bankDesk']);
    expect(rolesOfArea('constructor')).toEqual([]);
  });
});

function words(seen: Sight): string {
  if (seen.kind === 'whole' && seen.bank !== undefined) return `whole ${seen.bank}`;
  if (seen.kind === 'accounts') return `accounts ${seen.bank}`;
  return seen.kind === 'ownEntries' ? `ownEntries ${seen.station}` : seen.kind;
}

function part(id: string, kind: string, facts: Facts): Part {
  return { id, kind, state: 'x', facts, since: early, final: false, version: 1 };
}

// The table must not silently lose a relation.
test('every relation of the table has a case', () => {
  const named: Record<string, CaseIndex> = cases;
  expect(Object.keys(named).sort()).toEqual([...columns].sort());
});
