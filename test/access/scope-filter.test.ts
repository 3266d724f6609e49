import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DataSource } from 'typeorm';
import { type Asker, sight } from '../../src/access/policy.js';
import { scopeFilter } from '../../src/access/scope-filter.js';
import type { CaseIndex } from '../../src/engine/definition/index.js';
import { createDataSource, statement } from '../../src/platform/database.js';
import { type FreshDatabase, freshDatabase } from '../database.js';
import { caseIndex, organisations, principal } from './people.js';

const roles = [
  'teller',
  'bankDesk',
  'stationDuty',
  'officer',
  'dutyOfficer',
  'centerLead',
  'approver',
  'custodian',
  'auditor',
  'securityAdmin',
  'systemAdmin',
];

const stationCodes = ['station-n', 'station-s'] as const;
const moments = ['2026-01-01T01:00:00.000Z', '2026-01-01T02:00:00.000Z'] as const;

const access = fc.record({
  station: fc.constantFrom(...stationCodes),
  to: fc.option(fc.constantFrom(...moments)),
});

const anyCase: fc.Arbitrary<CaseIndex> = fc
  .record({
    bank: fc.constantFrom(null, 'bank-a', 'bank-b'),
    outlet: fc.constantFrom(null, 'bank-a-1', 'bank-a-2', 'bank-b-1'),
    accountBanks: fc.uniqueArray(fc.constantFrom('bank-a', 'bank-b')),
    stations: fc.array(access, { maxLength: 3 }),
  })
  .map(({ stations, ...index }) =>
    caseIndex({
      ...index,
      stations: stations.map(({ station, to }, i) => ({
        station,
        // One of the districts is unknown now and then.
        district: i === 2 ? null : station === 'station-n' ? 'north' : 'south',
        from: `2026-01-01T00:00:0${i}.000Z`,
        to,
      })),
    }),
  );

// Half of them in a role that has a place at their organisation: chance alone makes too few.
const fitting: fc.Arbitrary<Asker> = fc.constantFrom(
  principal(['teller'], organisations.outletA1),
  principal(['bankDesk'], organisations.bankA),
  principal(['officer'], organisations.stationN),
  principal(['stationDuty', 'custodian'], organisations.stationS),
  principal(['approver'], organisations.bureauN),
);

const anyAsker: fc.Arbitrary<Asker> = fc.oneof(
  fitting,
  fc
    .tuple(
      fc.uniqueArray(fc.constantFrom(...roles), { maxLength: 3 }),
      fc.constantFrom(...Object.values(organisations)),
    )
    .map(([some, organisation]) => principal(some, organisation)),
);

describe('the filter of lists', () => {
  let database: FreshDatabase;
  let ds: DataSource;

  beforeAll(async () => {
    database = await freshDatabase();
    ds = await createDataSource(database.url).initialize();
  });

  afterAll(async () => {
    await ds.destroy();
    await database.drop();
  });

  test('lets through exactly the cases of which something is in sight', async () => {
    const seen = { whole: 0, accounts: 0, ownEntries: 0, none: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyCase, { minLength: 1, maxLength: 12 }),
        fc.array(anyAsker),
        async (cases, askers) => {
          await store(database, cases);
          for (const asker of askers) {
            const expected = cases.map((index) => sight(asker, index).kind);
            expect(await listed(asker)).toEqual(places(expected, (kind) => kind !== 'none' && kind !== 'ownEntries'));
            for (const kind of expected) seen[kind] += 1;
          }
        },
      ),
      { numRuns: 60 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(10);
  });

  test('numbers its parameters from where it is told and names equal statements alike', () => {
    const one = scopeFilter(principal(['officer', 'approver'], organisations.stationN), 3);
    const other = scopeFilter(principal(['approver', 'officer'], organisations.stationS), 3);
    expect(one.values).toEqual(['station-n', 'north']);
    expect(one.sql).toContain('$3');
    expect(one.sql).toContain('$4');
    expect([other.name, other.sql]).toEqual([one.name, one.sql]);
    expect(scopeFilter(principal(['officer'], organisations.stationN), 3).name).not.toBe(one.name);
  });

  async function listed(asker: Asker): Promise<number[]> {
    const { name, sql, values } = scopeFilter(asker, 2);
    const text = `select number from case_file where version >= $1 and ${sql} order by number::int`;
    const rows = await statement<{ number: string }>(ds, { name: `test-${name}`, text }, [0, ...values]);
    return rows.map((row) => Number(row.number));
  }
});

function places<T>(items: readonly T[], holds: (item: T) => boolean): number[] {
  return items.flatMap((item, i) => (holds(item) ? [i] : []));
}

async function store(database: FreshDatabase, cases: readonly CaseIndex[]): Promise<void> {
  await database.tamper('delete from case_file; delete from case_station');
  const rows = cases.map((index, i) => ({
    id: `00000000-0000-7000-8000-${String(i).padStart(12, '0')}`,
    number: String(i),
    ...index,
  }));
  await database.tamper(
    `with x as (select * from jsonb_to_recordset($1::jsonb) as x(id uuid, number text, bank text, outlet text, district text,
       station text, "accountBanks" text[], phase text, stations jsonb)),
     files as (
       insert into case_file (id, number, definition, version, head, settings, bank, outlet, district, station,
         account_banks, phase, opened_at, updated_at)
       select id, number, 'lead@1', 1, '', '{}', bank, outlet, district, station, "accountBanks", phase, 'epoch', 'epoch' from x)
     insert into case_station (case_id, station, district, from_at, to_at)
     select x.id, s->>'station', s->>'district', (s->>'from')::timestamptz, (s->>'to')::timestamptz
     from x, jsonb_array_elements(x.stations) as s`,
    [JSON.stringify(rows)],
  );
}
