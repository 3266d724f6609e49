import { describe, expect, it } from '@jest/globals';
import { faultsOf } from '../../src/engine/check.js';
import { fieldsOf, kindOf } from '../../src/engine/definition/index.js';
import { eventExample, parseEvent } from '../../src/engine/event-body.js';
import { genesis } from '../../src/engine/replay.js';
import { catalogue } from '../../src/lead/indicators/catalogue.js';
import { leadCase } from '../../src/lead/lead.case.js';
import { correctableFacts } from '../../src/lead/rectification/facts.js';
import { defaultSettings, localLimits } from '../../src/lead/settings.js';

const events = [...leadCase.events.values()];
const roles = [
  'teller',
  'bankDesk',
  'dutyOfficer',
  'centerLead',
  'stationDuty',
  'officer',
  'custodian',
  'approver',
  'system',
];

describe('the definition of the lead', () => {
  it('has no fault the boot check knows of', () => {
    expect(faultsOf(leadCase)).toEqual([]);
  });

  it.each(events.map((event) => [event.type, event] as const))('%s has a valid example', (_, event) => {
    expect(parseEvent(leadCase, event, eventExample(leadCase, event))).toMatchObject({ ok: true });
  });

  it('addresses every event to a kind it has, by roles it knows', () => {
    for (const event of events) {
      expect(Object.keys(leadCase.machines)).toContain(kindOf(event.type));
      for (const role of event.roles) expect(roles).toContain(role);
    }
  });

  it('leaves part and time to the engine', () => {
    for (const event of events) {
      expect([...fieldsOf(event.payload).keys()]).not.toContain('part');
      expect([...fieldsOf(event.payload).keys()]).not.toContain('at');
    }
  });

  it('keeps only fields its payload has', () => {
    for (const event of events)
      for (const name of event.keeps ?? []) expect([...fieldsOf(event.payload).keys()]).toContain(name);
  });

  it('shows an empty case to lists before it is opened', () => {
    expect(leadCase.index(genesis('case-1', leadCase, defaultSettings))).toMatchObject({
      phase: 'new',
      bank: null,
      accountBanks: [],
      stations: [],
    });
  });

  it('opens a case with every local limit', () => {
    expect(Object.keys(defaultSettings).sort()).toEqual([...Object.keys(localLimits), 'version'].sort());
  });
});

/** Kept facts that are no slip of the hand: what corrects them instead. */
const otherwise: Readonly<Record<string, string>> = {
  'lead.station': 'dispatched anew',
  'complaint.slip': 'another complaint',
  'lead.finding': 'classified anew',
  'lead.result': 'sent anew',
  'cash.officers': 'annulled, or noted: who took part is no figure',
  'gold.officers': 'annulled, or noted: who took part is no figure',
  'parcel.officers': 'annulled, or noted: who took part is no figure',
  'suspect.hours': 'decided step by step',
  'suspect.as': 'decided',
  'transfer.mode': 'another transfer',
  'transfer.organ': 'another transfer',
  'transfer.property': 'counted again, face to face',
  'transfer.officers': 'annulled, or noted: who took part is no figure',
  'transfer.signedBy': 'signed on paper: a transfer is refused and counted anew',
  'claim.victim': 'another claim',
  'claim.asset': 'another claim',
  'return.mode': 'another return',
  'return.payments': 'the bank pays anew and the center notes it',
  'return.receipts': 'noted: it was signed so',
};

describe('what may be corrected', () => {
  it('is there for every kind of part, in every state', () => {
    for (const [kind, machine] of Object.entries(leadCase.machines)) {
      expect(leadCase.events.get(`${kind}.rectified`)).toMatchObject({ effect: 'corrects' });
      expect(machine.root.transitions.has(`${kind}.rectified`)).toBe(true);
      expect(correctableFacts[kind]?.length).toBeGreaterThan(0);
    }
  });

  it('is every fact that an event keeps of its body, or is set right in another way', () => {
    const kept = events.flatMap((event) => (event.keeps ?? []).map((name) => `${kindOf(event.type)}.${name}`));
    const correctable = Object.entries(correctableFacts).flatMap(([kind, facts]) =>
      facts.map(({ path }) => `${kind}.${path.split('.')[0]}`),
    );
    const missing = [...new Set(kept)].filter((fact) => !correctable.includes(fact));
    expect(missing.sort()).toEqual(Object.keys(otherwise).sort());
  });

  it('is named once, and typed by the field that declared it', () => {
    for (const facts of Object.values(correctableFacts)) {
      expect(new Set(facts.map((fact) => fact.path)).size).toBe(facts.length);
      for (const { spec, weight } of facts)
        if (['bankAccount', 'idNumber', 'name', 'phone'].includes(spec.seal ?? ''))
          expect(['identity', 'account']).toContain(weight);
    }
  });
});

describe('the catalogue of indicators', () => {
  const of = (side: string, subject: string) =>
    catalogue.indicators.filter((indicator) => indicator.side === side && indicator.subject === subject).length;

  it('has 6 + 2 features of a victim, 7 of a suspect, and those of gold', () => {
    expect([of('victim', 'cash'), of('suspect', 'cash'), of('victim', 'gold'), of('suspect', 'gold')]).toEqual([
      8, 7, 4, 5,
    ]);
  });

  it('has one code and one number each', () => {
    expect(new Set(catalogue.indicators.map((each) => each.code)).size).toBe(catalogue.indicators.length);
    expect(new Set(catalogue.indicators.map((each) => each.number)).size).toBe(catalogue.indicators.length);
  });

  it('never takes origin, accent, age or household registration for a sign', () => {
    for (const { test } of catalogue.indicators)
      expect(`${test.zh} ${test.en}`).not.toMatch(
        /口音|户籍|年龄|老年|籍贯|accent|household registration|\bage\b|older/i,
      );
  });

  it('says where it comes from', () => {
    expect(catalogue.note.zh).toContain('公开资料');
    for (const indicator of catalogue.indicators) expect(indicator.source).not.toBe('');
  });
});
