import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { type Asker, mayRecordLate, partsInSight, type Sight, sight } from '../../src/access/policy.js';
import type { Principal } from '../../src/access/principal.js';
import { type ReadingReach, reading } from '../../src/access/reading.js';
import { scopeOf } from '../../src/access/scope.js';
import type { CaseIndex, Facts, Part } from '../../src/engine/definition/index.js';
import { createDataSource, statement } from '../../src/platform/database.js';
import { type FreshDatabase, freshDatabase } from '../database.js';
import { caseIndex, organisations, principal } from './people.js';

let database: FreshDatabase;
let ds: DataSource;
beforeAll(async () => {
  database = await freshDatabase();
  ds = await createDataSource(database.url).initialize();
});
afterAll(async () => {
  await ds?.destroy();
  await database?.drop();
});

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
const hours = ['2026-01-01T01:00:00.000Z', '2026-01-01T02:00:00.000Z', '2026-01-01T03:00:00.000Z'] as const;
const banks = ['bank-a', 'bank-b'] as const;

const idOf = (place: number) => `00000000-0000-7000-8000-${String(place).padStart(12, '0')}`;

interface Lead {
  readonly index: CaseIndex;
  readonly parts: readonly Part[];
}

function part(id: string, state: string, facts: Facts): Part {
  return { id, kind: id.replace(/-\d+$/, ''), state, facts, since: hours[0], final: false, version: 1 };
}

/** Two accounts, of which one may be recorded in error, a return on either, cash, and two files. */
const anyParts = fc
  .record({
    accounts: fc.tuple(fc.constantFrom(...banks), fc.constantFrom(...banks)),
    annulled: fc.boolean(),
    givers: fc.tuple(fc.constantFrom(null, ...banks), fc.constantFrom(null, ...banks)),
  })
  .map(({ accounts, annulled, givers }) => [
    part('lead-1', 'open', {}),
    part('account-1', 'located', { bank: accounts[0] }),
    part('account-2', annulled ? 'annulled' : 'frozen', { bank: accounts[1] }),
    part('cash-1', 'seized', { bank: 'bank-a' }),
    part('return-1', 'proposed', { asset: 'account-1' }),
    part('return-2', 'proposed', { asset: 'account-2' }),
    part('return-3', 'proposed', { asset: 'cash-1' }),
    ...givers.map((bank, i) => part(`evidence-${i + 1}`, 'accepted', bank === null ? {} : { bank })),
  ]);

const access = fc.record({
  station: fc.constantFrom('station-n', 'station-s'),
  from: fc.constantFrom(hours[0], hours[1]),
  to: fc.constantFrom(null, hours[1], hours[2]),
});

const anyLead: fc.Arbitrary<Lead> = fc
  .record({
    bank: fc.constantFrom(null, ...banks),
    outlet: fc.constantFrom(null, 'bank-a-1', 'bank-a-2', 'bank-b-1'),
    stations: fc.uniqueArray(access, { maxLength: 3, selector: ({ station, from }) => station + from }),
    parts: anyParts,
  })
  .map(({ bank, outlet, stations, parts }) => {
    const kept = parts.flatMap(({ kind, state, facts }) =>
      kind === 'account' && state !== 'annulled' ? String(facts['bank']) : [],
    );
    const index = caseIndex({
      bank,
      outlet,
      accountBanks: [...new Set(kept)].filter((code) => code !== bank),
      stations: stations.map((one, i) => ({
        ...one,
        // One of the districts is unknown now and then.
        district: i === 2 ? null : one.station === 'station-n' ? 'north' : 'south',
      })),
    });
    return { index, parts };
  });

const fitting = fc.constantFrom(
  principal(['teller'], organisations.outletA1),
  principal(['bankDesk'], organisations.bankA),
  principal(['officer'], organisations.stationN),
  principal(['stationDuty', 'custodian'], organisations.stationS),
  principal(['approver'], organisations.bureauN),
  principal(['custodian'], organisations.bureauS, [idOf(0)]),
  principal(['officer'], organisations.stationN, [idOf(0), idOf(1)]),
);

const anyPrincipal: fc.Arbitrary<Principal> = fc.oneof(
  fitting,
  fc
    .tuple(
      fc.uniqueArray(fc.constantFrom(...roles), { maxLength: 3 }),
      fc.constantFrom(
        ...Object.values(organisations),
        { code: 'nowhere', kind: 'bureau' },
        { code: 'x', kind: 'outlet' },
      ),
      fc.subarray([idOf(0), idOf(1)]),
    )
    .map(([some, organisation, opened]) => principal(some, organisation, opened)),
);

test('the policy, the database’s own judgement and what row-level security shows are the same', async () => {
  const met: Record<string, number> = {};
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyLead, { minLength: 1, maxLength: 5 }),
      fc.array(anyPrincipal, { minLength: 1, maxLength: 8 }),
      async (leads, people) => {
        await store(leads);
        for (const who of people) {
          const seen = leads.map(({ index }, place) => sight(who, index, idOf(place)));
          for (const { kind } of seen) met[kind] = (met[kind] ?? 0) + 1;
          const wanted = leads.map(({ parts }, place) => expected(seen[place], parts));
          expect(await shown(who, leads.length)).toEqual(wanted);
          const present = seen.map((one, place) => (one.kind === 'ownEntries' ? undefined : wanted[place]));
          expect(await shown(who, leads.length, 'present')).toEqual(present);
          for (const at of [null, ...hours])
            expect(await admitted(who, leads.length, at)).toEqual(leads.map((lead) => recordable(who, lead, at)));
        }
      },
    ),
    { numRuns: 60 },
  );
  for (const kind of ['whole', 'accounts', 'ownEntries', 'none'])
    expect([kind, met[kind]]).toEqual([kind, expect.any(Number)]);
}, 120_000);

/** What is shown of a case: the ids of its parts. Undefined: not even that there is one. */
type Shown = readonly string[] | undefined;

function expected(seen: Sight | undefined, parts: readonly Part[]): Shown {
  if (!seen || seen.kind === 'none') return undefined;
  return partsInSight(seen, parts).map(({ id }) => id);
}

async function shown(who: Principal, leads: number, reach: ReadingReach = 'any'): Promise<Shown[]> {
  const text = `select c.id, coalesce((select array_agg(p.part order by p.ordinal) from case_part p where p.case_id = c.id), '{}') as parts
    from case_file c`;
  const rows = await reading(
    ds,
    who,
    (read) => read<{ id: string; parts: string[] }>({ name: 'test-shown', text }, []),
    reach,
  );
  return Array.from({ length: leads }, (_, place) => rows.find(({ id }) => id === idOf(place))?.parts);
}

/** Where something may be recorded: everywhere but there, or only there, or late. */
interface Recordable {
  readonly whole: boolean;
  readonly parts: readonly string[];
  readonly late: boolean;
  /** The kind of which somebody does not even learn that a part is not there. */
  readonly secret: string | null;
}

function recordable(who: Asker, { index, parts }: Lead, at: string | null): Recordable {
  // Without the case's id: break-glass is for reading.
  const seen = sight(who, index);
  const visible = partsInSight(seen, parts).map(({ id }) => id);
  const whole = seen.kind === 'whole';
  const hidden = parts.map(({ id }) => id).filter((id) => !visible.includes(id));
  const secret = whole && seen.bank !== undefined ? 'evidence' : null;
  const left = seen.kind === 'none' || seen.kind === 'ownEntries';
  return { whole, parts: whole ? hidden : visible, late: left && mayRecordLate(who, index, at), secret };
}

async function admitted(who: Principal, leads: number, at: string | null): Promise<Recordable[]> {
  const text = `select a.is_whole as whole, coalesce(a.parts, '{}') as parts, a.is_late as late, a.secret
    from unnest($1::uuid[]) with ordinality as u(id, ord) join case_file c on c.id = u.id
    cross join lateral lanjie_admits($2::text::jsonb, coalesce($3::timestamptz, 'infinity'), c.id, coalesce(c.outlet, ''), coalesce(c.bank, ''), c.account_banks) a order by u.ord`;
  const ids = Array.from({ length: leads }, (_, place) => idOf(place));
  const rows = await statement<Recordable>(ds, { name: 'test-admitted', text }, [ids, scopeOf(who), at]);
  return rows.map((row) => ({ ...row, parts: [...row.parts].sort(byOrder) }));
}

const order = ['lead', 'account', 'cash', 'return', 'evidence'];
const placeOf = (id: string) => order.indexOf(id.replace(/-\d+$/, ''));
const byOrder = (one: string, other: string) => placeOf(one) - placeOf(other) || (one < other ? -1 : 1);

async function store(leads: readonly Lead[]): Promise<void> {
  await database.tamper('delete from case_file; delete from case_part; delete from case_station');
  const rows = leads.map(({ index, parts }, place) => ({ id: idOf(place), number: String(place), ...index, parts }));
  await database.tamper(
    `with x as (select * from jsonb_to_recordset($1::jsonb) as x(id uuid, number text, bank text, outlet text,
       "accountBanks" text[], parts jsonb, stations jsonb)),
     files as (
       insert into case_file (id, number, definition, version, head, settings, bank, outlet, account_banks, phase, opened_at, updated_at)
       select id, number, 'lead@1', 1, '', '{}', bank, outlet, "accountBanks", 'reported', now(), now() from x),
     parts as (
       insert into case_part (case_id, part, ordinal, kind, state, facts, since, final, version)
       select x.id, p->>'id', ord, p->>'kind', p->'state', p->'facts', now(), false, 1
       from x, jsonb_array_elements(x.parts) with ordinality as e(p, ord))
     insert into case_station (case_id, station, district, from_at, to_at)
     select x.id, s->>'station', s->>'district', (s->>'from')::timestamptz, (s->>'to')::timestamptz
     from x, jsonb_array_elements(x.stations) as s`,
    [JSON.stringify(rows)],
  );
}
