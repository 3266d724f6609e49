import { describe, expect, it, test } from '@jest/globals';
import { accessCase } from '../../src/access-log/access.case.js';
import { acts, eventOf } from '../../src/access-log/acts.js';
import { accessLogSettings, monthOf } from '../../src/access-log/keeping.js';
import { settingsFor } from '../../src/cases/definitions.js';
import { faultsOf } from '../../src/engine/check.js';
import { type Decision, decide } from '../../src/engine/decide.js';
import type { CaseFile, Json } from '../../src/engine/definition/index.js';
import { eventExample, parseEvent } from '../../src/engine/event-body.js';
import { genesis } from '../../src/engine/replay.js';

const about = '0192f3a0-0000-7000-8000-000000000001';

function done(file: CaseFile, type: string, body: { [key: string]: Json }, at = '2026-11-23T00:00:00.000Z'): Decision {
  const role = type === 'log.textErased' ? 'system' : 'auditor';
  const actor = { account: 'auditor', role, org: { code: 'center', kind: 'center' } };
  const decision = decide(accessCase, file, { type, body, actor, at, recordedAt: at, known: {} });
  if (!decision.ok) throw new Error(`${decision.code} ${decision.rules?.map((rule) => rule.code).join()}`);
  return decision;
}

const opened = () => done(genesis(about, accessCase, accessLogSettings), 'log.opened', { month: '2026-11' }).file;

describe('the access log', () => {
  it('is a sound definition, and each example is a body', () => {
    expect(faultsOf(accessCase)).toEqual([]);
    for (const event of accessCase.events.values())
      expect([event.type, parseEvent(accessCase, event, eventExample(accessCase, event))]).toMatchObject([
        event.type,
        { ok: true },
      ]);
  });

  it('takes every act any number of times and stays as it is', () => {
    const first = opened();
    let file = first;
    for (let round = 0; round < 20; round++)
      for (const act of acts) file = done(file, eventOf(act), { case: about, query: '/audit/leads' }).file;
    expect(file).toEqual({ ...first, version: 1 + 20 * acts.length });
  });

  it('names the case it tells of', () => {
    for (const act of acts) {
      const event = accessCase.events.get(eventOf(act));
      expect([act, event?.about?.({ case: about })]).toEqual([act, about]);
    }
  });

  test.each([
    ['log.read', {}],
    ['log.revealed', {}],
    ['log.handedOut', {}],
    ['log.read', { case: 'L20241118-7K3F-9Q2M' }],
    ['log.read', { case: about, somebody: 'x' }],
    ['log.searched', { query: '' }],
    ['log.opened', { month: '2026-13' }],
    ['log.handedOutEnded', { case: about, entry: 2, outcome: 'lost' }],
  ])('refuses %s %j', (type, body) => {
    const event = accessCase.events.get(type);
    if (!event) throw new Error(type);
    expect(parseEvent(accessCase, event, body).ok).toBe(false);
  });

  it('is nobody’s bank, outlet, station or district, is never matched and never closes', () => {
    const file = done(opened(), 'log.read', { case: about }).file;
    expect(accessCase.index(file)).toMatchObject({
      bank: null,
      outlet: null,
      district: null,
      station: null,
      accountBanks: [],
      stations: [],
      matchable: false,
    });
    expect(file.closedAt).toBeNull();
  });

  it('has no clock', () => {
    expect(opened().clocks).toEqual([]);
  });

  it('has limits of its own', () => {
    expect(settingsFor(accessCase)).toEqual({ version: 'access-1', keepTextYears: 3 });
  });
});

describe('the month of an access', () => {
  test.each([
    ['2026-11-30T15:59:59.999Z', '2026-11'],
    ['2026-11-30T16:00:00.000Z', '2026-12'],
    ['2026-12-31T16:00:00.000Z', '2027-01'],
  ])('%s is %s', (moment, month) => expect(monthOf(moment)).toBe(month));
});

describe('reasons and search words', () => {
  const end = '2029-11-30T16:00:00.000Z';

  it('are kept for three years from the end of the month in China, and then erased', () => {
    const file = opened();
    expect(accessCase.index(file).eraseAt).toBe(end);
    expect(() => done(file, 'log.textErased', {}, '2029-11-30T15:59:59.999Z')).toThrow('textKeptLongEnough');
    const erased = done(file, 'log.textErased', {}, end).file;
    expect(accessCase.index(erased)).toMatchObject({ eraseAt: null, erasedAt: end });
  });

  it('are kept as long as was said when the log was opened', () => {
    const longer = done(genesis(about, accessCase, { ...accessLogSettings, keepTextYears: 10 }), 'log.opened', {
      month: '2026-12',
    }).file;
    expect(accessCase.index(longer).eraseAt).toBe('2036-12-31T16:00:00.000Z');
  });

  it('are erased by no person', () => {
    expect(accessCase.events.get('log.textErased')?.roles).toEqual(['system']);
  });
});
