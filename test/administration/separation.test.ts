import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { reachOf } from '../../src/access/policy.js';
import { differences, houseStanding } from '../../src/administration/office/house.js';
import { areApart, fits, grantable } from '../../src/administration/roles.js';
import { Model, rolesOf, standing } from './model.js';

const administrators = ['systemAdmin', 'securityAdmin'];
const people = [...standing.accounts.map(({ account }) => account), 'new-1', 'new-2'];
const units = [...standing.organisations.map(({ code }) => code), 'unit-1'];

const account = fc.constantFrom(...people);
const organisation = fc.constantFrom(...units);
const roles = fc.uniqueArray(fc.constantFrom(...grantable), { minLength: 1, maxLength: 3 });
const reason = fc.constant('原因');
const names = { zh: fc.constant('名称'), en: fc.constant('Name') };
const level = fc.constantFrom('county', 'city');

const deed = fc.oneof(
  fc.record({ type: fc.constant('accountCreated'), body: fc.record({ account, organisation, ...names }) }),
  fc.record({
    type: fc.constantFrom('accountDisabled', 'accountEnabled', 'passwordReset', 'secondFactorReset', 'sessionsEnded'),
    body: fc.record({ account, reason }),
  }),
  fc.record({ type: fc.constant('accountMoved'), body: fc.record({ account, organisation, reason }) }),
  fc.record({ type: fc.constant('rolesGranted'), body: fc.record({ account, roles, reason }) }),
  fc.record({ type: fc.constant('rolesGranted'), body: fc.record({ account, roles, reason, level }) }),
  fc.record({ type: fc.constant('rolesWithdrawn'), body: fc.record({ account, roles, reason }) }),
  fc.record({
    type: fc.constant('districtChanged'),
    body: fc.record({ code: organisation, district: fc.constantFrom('north', 'south') }),
  }),
  fc.record({
    type: fc.constant('organisationCreated'),
    body: fc.record({
      code: fc.constant('unit-1'),
      kind: fc.constantFrom('station', 'bank', 'bureau', 'outlet'),
      parent: organisation,
      district: fc.constant('north'),
      ...names,
    }),
  }),
);

describe('no sequence of events', () => {
  test('leads to a forbidden combination of roles, an unfitting place, a grant by the wrong hand or a house without officers', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(account, fc.boolean(), deed), { maxLength: 40 }), (steps) => {
        const model = new Model();
        for (const [who, asSystem, { type, body }] of steps) {
          const before = model.house;
          const role = asSystem ? 'systemAdmin' : 'securityAdmin';
          const outcome = model.submit({ account: who, role }, `office.${type}`, body);
          if (!outcome.ok) continue;
          const after = model.house;
          // Only who holds the office acts in it.
          expect(rolesOf(before.accounts.get(who))).toContain(role);
          const active = [...after.accounts.values()].filter((one) => one['disabled'] !== true);
          for (const one of after.accounts.values()) {
            const held = rolesOf(one);
            const kind = after.organisations.get(String(one['organisation']))?.['kind'];
            expect(areApart(held)).toBe(true);
            expect(held.every((each) => fits(each, String(kind)))).toBe(true);
            const was = before.accounts.get(String(one['account']));
            const usable = was?.['disabled'] === true ? [] : rolesOf(was);
            const gained = (one['disabled'] === true ? [] : held).filter((each) => !usable.includes(each));
            if (role === 'systemAdmin') expect(gained).toEqual([]);
            if (one['account'] === who) expect(held).toEqual(rolesOf(was));
          }
          // Once somebody holds it.
          const holders = (office: string) =>
            [...before.accounts.values()].filter((one) => one['disabled'] !== true && rolesOf(one).includes(office));
          for (const office of [...administrators, 'auditor'].filter((each) => holders(each).length > 0))
            expect(active.filter((one) => rolesOf(one).includes(office)).length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('the table of roles', () => {
  const kinds = ['center', 'bureau', 'station', 'bank', 'outlet', 'organ'];

  test('lets nobody hold a role where it reaches nothing, nor an administrator reach a case', () => {
    for (const role of grantable)
      for (const kind of kinds) {
        const reach = reachOf(role, { code: 'x', kind, district: 'd' });
        if (administrators.includes(role)) expect(reach).toBe('nothing');
        else if (fits(role, kind)) expect([role, kind, reach]).not.toEqual([role, kind, 'nothing']);
      }
  });

  test('gives each role a place, and nobody a role at an organ of another city', () => {
    for (const role of grantable) expect(kinds.some((kind) => fits(role, kind))).toBe(true);
    expect(grantable.filter((role) => fits(role, 'organ') || fits(role, 'constructor'))).toEqual([]);
  });
});

describe('the house as its entries make it', () => {
  test('differs from one in which something was changed by hand, and says where', () => {
    const stands = new Model().house;
    const tampered = structuredClone(standing);
    tampered.accounts.find(({ account: name }) => name === 'duty')?.roles.push('securityAdmin');
    tampered.accounts.push({ ...standing.accounts[0]!, account: 'intruder' });
    expect(differences(stands, houseStanding(standing))).toEqual([]);
    expect(differences(stands, houseStanding(tampered))).toEqual(['account duty', 'account intruder']);
  });
});
