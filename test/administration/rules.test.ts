import { describe, expect, test } from '@jest/globals';
import { administrationCase } from '../../src/administration/office/administration.case.js';
import type { Json } from '../../src/engine/definition/index.js';
import { citation } from '../../src/lead/law.js';
import { Model } from './model.js';

type Body = { readonly [key: string]: Json };
type Deed = readonly [who: string, event: string, body: Body];
/** What is refused by which rule, the nearest thing that passes, and what came before both. */
type Row = readonly [rule: string, refused: Deed, passes: Deed, ...before: Deed[]];

const because = { reason: '原因' };
const names = { zh: '名称', en: 'Name' };
const on = (account: string, more: Body = {}): Body => ({ account, ...because, ...more });
const granted = (account: string, ...roles: string[]): Body => on(account, { roles });
const created = (code: string, kind: string, more: Body = {}): Body => ({ code, kind, ...names, ...more });
const house: Body = {
  code: 'c',
  ...names,
  systemAdmin: { account: 'one', ...names },
  securityAdmin: { account: 'two', ...names },
};

const rows: readonly Row[] = [
  // The order of the catalogue.
  [
    'codeIsFree',
    ['sys1', 'organisationCreated', created('bank-a', 'bank')],
    ['sys1', 'organisationCreated', created('bank-b', 'bank')],
  ],
  [
    'codeIsFree',
    ['sys1', 'organisationCreated', created('system', 'bank')],
    ['sys1', 'organisationCreated', created('systems', 'bank')],
  ],
  [
    'standsBelow',
    ['sys1', 'organisationCreated', created('o', 'outlet')],
    ['sys1', 'organisationCreated', created('o', 'outlet', { parent: 'bank-a' })],
  ],
  [
    'standsBelow',
    ['sys1', 'organisationCreated', created('o', 'outlet', { parent: 'nowhere' })],
    ['sys1', 'organisationCreated', created('o', 'outlet', { parent: 'bank-a' })],
  ],
  [
    'standsBelow',
    ['sys1', 'organisationCreated', created('s', 'station', { parent: 'bank-a', district: 'd' })],
    ['sys1', 'organisationCreated', created('s', 'station', { parent: 'bureau-n', district: 'd' })],
  ],
  [
    'hasItsPlace',
    ['sys1', 'organisationCreated', created('s', 'station', { parent: 'bureau-n' })],
    ['sys1', 'organisationCreated', created('s', 'station', { parent: 'bureau-n', district: 'd' })],
  ],
  [
    'hasItsPlace',
    ['sys1', 'organisationCreated', created('b', 'bureau', { level: 'county' })],
    ['sys1', 'organisationCreated', created('b', 'bureau', { level: 'county', district: 'd' })],
  ],
  [
    'hasItsPlace',
    ['sys1', 'organisationCreated', created('b', 'bank', { level: 'city' })],
    ['sys1', 'organisationCreated', created('b', 'bank')],
  ],
  [
    'organisationThere',
    ['sys1', 'organisationRenamed', { code: 'nowhere', ...names }],
    ['sys1', 'organisationRenamed', { code: 'bank-a', ...names }],
  ],
  ['organisationThere', ['sys1', 'phoneChanged', { code: 'nowhere' }], ['sys1', 'phoneChanged', { code: 'bank-a' }]],
  [
    'organisationThere',
    ['sys1', 'districtChanged', { code: 'nowhere', district: 'd' }],
    ['sys1', 'districtChanged', { code: 'bank-a-1', district: 'd' }],
  ],
  [
    'nobodyReaches',
    ['sys1', 'districtChanged', { code: 'bureau-n', district: 'd' }],
    ['sys1', 'districtChanged', { code: 'station-n', district: 'd' }],
  ],
  [
    'coverFits',
    ['sys1', 'outletCovered', { outlet: 'bank-a', stations: ['station-n'] }],
    ['sys1', 'outletCovered', { outlet: 'bank-a-1', stations: ['station-n'] }],
  ],
  [
    'coverFits',
    ['sys1', 'outletCovered', { outlet: 'bank-a-1', stations: ['station-n', 'bureau-n'] }],
    ['sys1', 'outletCovered', { outlet: 'bank-a-1', stations: ['station-n', 'station-s'] }],
  ],
  [
    'nameIsFree',
    ['sys1', 'accountCreated', { account: 'officer', ...names, organisation: 'center' }],
    ['sys1', 'accountCreated', { account: 'officer9', ...names, organisation: 'center' }],
  ],
  [
    'nameIsFree',
    ['sys1', 'accountCreated', { account: 'system', ...names, organisation: 'center' }],
    ['sys1', 'accountCreated', { account: 'systems', ...names, organisation: 'center' }],
  ],
  [
    'worksSomewhere',
    ['sys1', 'accountCreated', { account: 'x', ...names, organisation: 'elsewhere' }],
    ['sys1', 'accountCreated', { account: 'x', ...names, organisation: 'bank-a' }],
  ],
  [
    'accountThere',
    ['sys1', 'accountRenamed', { account: 'nobody', ...names }],
    ['sys1', 'accountRenamed', { account: 'officer', ...names }],
  ],
  ['accountThere', ['sys1', 'accountDisabled', on('nobody')], ['sys1', 'accountDisabled', on('officer')]],
  ['notYourself', ['sys1', 'accountDisabled', on('sys1')], ['sys1', 'accountDisabled', on('sys2')]],
  ['isActive', ['sys1', 'accountDisabled', on('gone')], ['sys1', 'accountDisabled', on('officer')]],
  [
    'notTheLast',
    ['sys1', 'accountDisabled', on('sec2')],
    ['sys1', 'accountDisabled', on('officer')],
    ['sys1', 'accountDisabled', on('sec1')],
  ],
  ['accountThere', ['sys1', 'accountEnabled', on('nobody')], ['sys1', 'accountEnabled', on('gone')]],
  ['notYourself', ['sys1', 'accountEnabled', on('sys1')], ['sys1', 'accountEnabled', on('gone')]],
  ['isDisabled', ['sys1', 'accountEnabled', on('officer')], ['sys1', 'accountEnabled', on('gone')]],
  [
    'accountThere',
    ['sys1', 'accountMoved', on('nobody', { organisation: 'bank-a' })],
    ['sys1', 'accountMoved', on('officer', { organisation: 'bank-a' })],
  ],
  [
    'notYourself',
    ['sys1', 'accountMoved', on('sys1', { organisation: 'bank-a' })],
    ['sys1', 'accountMoved', on('sys2', { organisation: 'bank-a' })],
  ],
  [
    'worksSomewhere',
    ['sys1', 'accountMoved', on('officer', { organisation: 'nowhere' })],
    ['sys1', 'accountMoved', on('officer', { organisation: 'station-s' })],
  ],
  [
    'movesElsewhere',
    ['sys1', 'accountMoved', on('officer', { organisation: 'station-n' })],
    ['sys1', 'accountMoved', on('officer', { organisation: 'station-s' })],
  ],
  [
    'notTheLast',
    ['sys1', 'accountMoved', on('sec2', { organisation: 'bank-a' })],
    ['sys1', 'accountMoved', on('officer', { organisation: 'bank-a' })],
    ['sys1', 'accountDisabled', on('sec1')],
  ],
  [
    'accountThere',
    ['sec1', 'rolesGranted', granted('nobody', 'officer')],
    ['sec1', 'rolesGranted', granted('officer', 'stationDuty')],
  ],
  [
    'notYourself',
    ['sec1', 'rolesGranted', granted('sec1', 'securityAdmin')],
    ['sec1', 'rolesGranted', granted('newcomer', 'securityAdmin')],
  ],
  [
    'isActive',
    ['sec1', 'rolesGranted', granted('gone', 'stationDuty')],
    ['sec1', 'rolesGranted', granted('officer', 'stationDuty')],
  ],
  [
    'rolesFit',
    ['sec1', 'rolesGranted', granted('officer', 'teller')],
    ['sec1', 'rolesGranted', granted('officer', 'stationDuty')],
  ],
  [
    'officesApart',
    ['sec1', 'rolesGranted', granted('duty', 'auditor')],
    ['sec1', 'rolesGranted', granted('newcomer', 'auditor')],
  ],
  [
    'officesApart',
    ['sec1', 'rolesGranted', granted('sys1', 'auditor')],
    ['sec1', 'rolesGranted', granted('newcomer', 'auditor')],
  ],
  [
    'officesApart',
    ['sec1', 'rolesGranted', granted('newcomer', 'systemAdmin', 'securityAdmin')],
    ['sec1', 'rolesGranted', granted('newcomer', 'systemAdmin')],
  ],
  [
    'levelFits',
    ['sec1', 'rolesGranted', { ...granted('officer', 'stationDuty'), level: 'city' }],
    ['sec1', 'rolesGranted', { ...granted('keeper', 'approver'), level: 'city' }],
  ],
  [
    'grantsSomething',
    ['sec1', 'rolesGranted', granted('keeper', 'custodian')],
    ['sec1', 'rolesGranted', { ...granted('keeper', 'custodian'), level: 'city' }],
  ],
  [
    'accountThere',
    ['sec1', 'rolesWithdrawn', granted('nobody', 'officer')],
    ['sec1', 'rolesWithdrawn', granted('officer', 'officer')],
  ],
  [
    'notYourself',
    ['sec1', 'rolesWithdrawn', granted('sec1', 'securityAdmin')],
    ['sec1', 'rolesWithdrawn', granted('sec2', 'securityAdmin')],
  ],
  [
    'holdsThem',
    ['sec1', 'rolesWithdrawn', granted('officer', 'officer', 'stationDuty')],
    ['sec1', 'rolesWithdrawn', granted('officer', 'officer')],
  ],
  [
    'notTheLast',
    ['sec1', 'rolesWithdrawn', granted('sys2', 'systemAdmin')],
    ['sec1', 'rolesWithdrawn', granted('officer', 'officer')],
    ['sec1', 'rolesWithdrawn', granted('sys1', 'systemAdmin')],
  ],
  ['accountThere', ['sec1', 'passwordReset', on('nobody')], ['sec1', 'passwordReset', on('officer')]],
  ['notYourself', ['sec1', 'passwordReset', on('sec1')], ['sec1', 'passwordReset', on('sec2')]],
  ['isActive', ['sec1', 'passwordReset', on('gone')], ['sec1', 'passwordReset', on('officer')]],
  [
    'twoForBoth',
    ['sec1', 'passwordReset', on('officer')],
    ['sec2', 'passwordReset', on('officer')],
    ['sec1', 'secondFactorReset', on('officer')],
  ],
  ['accountThere', ['sec1', 'secondFactorReset', on('nobody')], ['sec1', 'secondFactorReset', on('officer')]],
  ['notYourself', ['sec1', 'secondFactorReset', on('sec1')], ['sec1', 'secondFactorReset', on('sec2')]],
  ['isActive', ['sec1', 'secondFactorReset', on('gone')], ['sec1', 'secondFactorReset', on('officer')]],
  [
    'twoForBoth',
    ['sec1', 'secondFactorReset', on('officer')],
    ['sec2', 'secondFactorReset', on('officer')],
    ['sec1', 'passwordReset', on('officer')],
  ],
  ['accountThere', ['sec1', 'sessionsEnded', on('nobody')], ['sec1', 'sessionsEnded', on('officer')]],
  ['accountThere', ['sec1', 'lockoutLifted', on('nobody')], ['sec1', 'lockoutLifted', on('officer')]],
  ['notYourself', ['sec1', 'lockoutLifted', on('sec1')], ['sec1', 'lockoutLifted', on('sec2')]],
];

const deedOf = ([who, event, body]: Deed) => [who, `office.${event}`, body] as const;

describe('a rule of the administration', () => {
  test.each(rows)('%s refuses %j and lets the nearest thing pass', (rule, refused, passes, ...before) => {
    const world = () => {
      const model = new Model();
      for (const deed of before) expect(model.refusals(...deedOf(deed))).toEqual([]);
      return model;
    };
    expect(world().refusals(...deedOf(refused))[0]).toBe(rule);
    expect(world().refusals(...deedOf(passes))).toEqual([]);
  });

  test('has a row for every event that it stands before', () => {
    const said = new Set(rows.map(([rule, [, event]]) => `office.${event} ${rule}`));
    const wanted = [...administrationCase.events.values()]
      .filter(({ roles }) => !roles.some((role) => role === 'system'))
      .flatMap(({ type, rules = [] }) => rules.map(({ code }) => `${type} ${code}`));
    expect(wanted.filter((one) => !said.has(one))).toEqual([]);
  });

  test('says in Chinese what to do next, cites its basis, and says it in English in whole sentences', () => {
    const rules = [
      ...administrationCase.rules,
      ...[...administrationCase.events.values()].flatMap(({ rules: some = [] }) => some),
    ];
    for (const { code, sentence, basis } of rules) {
      expect([code, sentence.zh]).toEqual([code, expect.stringMatching(/请/)]);
      expect([code, sentence.zh]).toEqual([code, expect.not.stringMatching(/[A-Za-z]/)]);
      expect([code, sentence.en]).toEqual([code, expect.stringMatching(/^[A-Z].*\.$/)]);
      expect([basis, citation(basis).zh]).toEqual([basis, expect.stringMatching(/^[\p{Script=Han}\p{P}\d]+$/u)]);
    }
  });

  test('stillInOffice refuses whoever lost the office a moment ago, and whoever is disabled', () => {
    const model = new Model();
    expect(model.refusals('sec1', 'office.rolesWithdrawn', granted('sec2', 'securityAdmin'))).toEqual([]);
    expect(model.refusals('sec2', 'office.rolesGranted', granted('newcomer', 'auditor'))).toEqual(['stillInOffice']);
    expect(model.refusals('sys1', 'office.accountDisabled', on('sys2'))).toEqual([]);
    expect(model.refusals('sys2', 'office.phoneChanged', { code: 'bank-a' })).toEqual(['stillInOffice']);
  });

  test('takesEffectNow refuses what is dated back or ahead', () => {
    const model = new Model();
    for (const at of ['2025-12-31T00:00:00.000Z', '2026-02-01T00:00:00.000Z'])
      expect(model.refusals('sys1', 'office.phoneChanged', { code: 'bank-a', at })).toEqual(['takesEffectNow']);
  });

  test('twoForBoth holds for a day', () => {
    const model = new Model();
    expect(model.refusals('sec1', 'office.passwordReset', on('officer'))).toEqual([]);
    expect(model.later().refusals('sec1', 'office.secondFactorReset', on('officer'))).toEqual([]);
  });

  test('the first two people come while there is nobody, and are two', () => {
    const empty = { organisations: [], coverage: [], accounts: [] };
    const setUp = (model: Model, body: Body) => model.refusals('system', 'office.setUp', body);
    const same = { ...house, securityAdmin: { account: 'one', ...names } };
    expect(setUp(new Model(empty), same)).toEqual(['twoPeople']);
    const model = new Model(empty);
    expect(setUp(model, house)).toEqual([]);
    expect(setUp(model, house)).toEqual(['nobodyYet']);
    expect(setUp(new Model(), house)).toEqual(['nobodyYet']);
    expect(model.submit({ account: 'one', role: 'systemAdmin' }, 'office.setUp', house)).toMatchObject({ status: 403 });
  });
});

describe('separation of duties', () => {
  test('system administrators grant nothing, security administrators create nothing, auditors change nothing', () => {
    const may = (role: string) =>
      [...administrationCase.events.values()].filter(({ roles }) => roles.includes(role)).map(({ type }) => type);
    expect(may('systemAdmin').filter((type) => may('securityAdmin').includes(type))).toEqual([]);
    expect(may('systemAdmin').filter((type) => /roles|password|Factor|sessions|lockout/.test(type))).toEqual([]);
    expect(may('securityAdmin').filter((type) => /Created|organisation|account/.test(type))).toEqual([]);
    expect(may('auditor')).toEqual([]);
  });
});
