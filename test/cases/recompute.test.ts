import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { FileKeys } from '../../src/access/sealing/index.js';
import { houseDifferences } from '../../src/admin/verify-house.js';
import { keysOfNoOpening, type Recomputed, recomputeAll } from '../../src/cases/recompute-cases.js';
import { LayingDown } from '../../src/demo/past-cases/lay-down.js';
import { seedDemo } from '../../src/demo/seed-demo.js';
import { FolderBlobs } from '../../src/evidence/blobs/folder-blobs.js';
import { createDataSource } from '../../src/platform/database.js';
import { type FreshDatabase, freshDatabase } from '../database.js';
import { Play, storyOf, Theatre } from '../stories/play.js';

/** What does not follow from the entries of a case, and so is not compared. */
const unbound: Readonly<Record<string, readonly string[]>> = {
  // That of a strike is null, and that of the opening stands in opening_key: the others are what senders chose.
  ledger_entry: ['idempotency_key', 'fingerprint'],
  // What rests on keys.
  personal: ['mask', 'tag', 'tag_key', 'next_tag'],
  case_key: ['wrapped'],
  // When somebody is called next: put off when a call fails.
  alarm: ['next_at'],
};
const tables = [
  'case_file',
  'case_part',
  'case_station',
  'deadline',
  'ledger_entry',
  'opening_key',
  'case_key',
  'personal',
  'alarm',
];

/** Another value, by the type of its column. */
const altered: Readonly<Record<string, (column: string) => string>> = {
  text: (column) => `coalesce(${column}, '') || 'x'`,
  integer: (column) => `coalesce(${column}, 0) + 7000`,
  bigint: (column) => `coalesce(${column}, 0) + 1`,
  boolean: (column) => `not ${column}`,
  // Finer than what an entry can say, too.
  'timestamp with time zone': (column) => `coalesce(${column}, '2024-01-01') + interval '1 microsecond'`,
  jsonb: () => `'{"other":1}'`,
  bytea: (column) => `set_byte(${column}, 20, (get_byte(${column}, 20) + 1) % 256)`,
  uuid: () => 'gen_random_uuid()',
  ARRAY: (column) => `array_append(${column}, 'other')`,
};

interface Alteration {
  readonly table: string;
  readonly column: string;
  readonly caseId: string;
}

async function differing(ds: DataSource): Promise<Map<string, Recomputed>> {
  const found = new Map<string, Recomputed>();
  for await (const one of recomputeAll(ds, { house: houseDifferences }))
    if (one.differences.length > 0) found.set(one.id, one);
  return found;
}

function said(found: ReadonlyMap<string, Recomputed>): string[] {
  return [...found.values()].flatMap(({ called, differences }) =>
    differences.map(({ table, row, column, text }) => `${called} ${table} ${row} ${column} ${text}`),
  );
}

describe('two hundred past cases', () => {
  let database: FreshDatabase;
  let ds: DataSource;
  let home: string;
  beforeAll(async () => {
    database = await freshDatabase();
    ds = await createDataSource(database.url, { poolSize: 8 }).initialize();
    home = await mkdtemp(join(tmpdir(), 'lanjie-past-'));
    await seedDemo(ds);
    const ground = { ds, keys: new FileKeys(home), blobs: new FolderBlobs(join(home, 'blobs')) };
    await new LayingDown(ground, { now: Date.parse('2026-03-18T10:20:00+08:00') }).run();
    // Strikes of the past call nobody; as if some of them would.
    await tamper(`insert into alarm (case_id, version, calls, level, next_at)
      select e.case_id, min(e.version), 0, 0, now() from ledger_entry e where e.type = 'clock.struck'
        and not exists (select from ledger_entry r where r.case_id = e.case_id and r.type = 'lead.alarmRaised') group by 1`);
  }, 120_000);
  afterAll(async () => {
    await ds?.destroy();
    await database?.drop();
    await rm(home, { recursive: true, force: true });
  });

  /** Around every trigger, as only a superuser can. */
  const tamper = (sql: string) => database.tamper(`set session_replication_role = replica; ${sql}`);

  it('are what their entries make of them, in every column', async () => {
    expect(said(await differing(ds))).toEqual([]);
    expect(await wrongKeys(ds)).toEqual([]);
  }, 60_000);

  it('are told of in one sentence by the command, which leaves with 0', async () => {
    const { code, text } = await replayAll(database.url);
    expect(text).toMatch(
      /^\d+ cases made anew from \d+ entries: every column that follows from them is as it should be\.\n$/,
    );
    expect(code).toBe(0);
  }, 60_000);

  it('name each column that somebody altered, and no other case', async () => {
    const columns: { table: string; column: string; type: string }[] = await ds.query(
      `select table_name as table, column_name as column, data_type as type from information_schema.columns
       where table_schema = 'public' and table_name = any($1) order by 1, ordinal_position`,
      [tables],
    );
    const bound = columns.filter(({ table, column }) => !unbound[table]?.includes(column));
    expect(bound.length).toBeGreaterThan(60);
    const alterations: Alteration[] = [];
    for (const { table, column, type } of bound) {
      const id = table === 'case_file' ? 'id' : 'case_id';
      const others = alterations.map(({ caseId }) => `'${caseId}'`).join();
      const [row] = await ds.query(
        `select ${id} as id, ctid from ${table} where ${id} not in (${others || 'gen_random_uuid()'})
         and ${id} not in (select case_id from opening_key where key = 'office') order by ${id}, ctid limit 1`,
      );
      expect([table, column, row]).toEqual([table, column, expect.anything()]);
      await tamper(`update ${table} set ${column} = ${altered[type]?.(column)} where ctid = '${row.ctid}'`);
      alterations.push({ table, column, caseId: row.id });
    }
    const found = await differing(ds);
    expect(alterations.filter((one) => !isNamed(found.get(one.caseId), one))).toEqual([]);
    // A row that was given to a case that never was is named under that.
    const were = new Set([...alterations.map(({ caseId }) => caseId), ...(await idsNow(found))]);
    expect([...found.keys()].filter((id) => !were.has(id))).toEqual([]);
    // Keys that were altered, and those whose opening was.
    expect((await wrongKeys(ds)).length).toBeGreaterThanOrEqual(3);
    const { code, text } = await replayAll(database.url);
    expect(text).toMatch(/L\d{8}-\w{4}-\w{4}: case_file phase is ".*x"; by the entries "/);
    expect(text).toMatch(/differences in \d+ cases\./);
    expect(code).toBe(1);
  }, 120_000);

  /** The cases that are there only since somebody altered a key. */
  async function idsNow(found: ReadonlyMap<string, Recomputed>): Promise<string[]> {
    const rows: { id: string }[] = await ds.query(
      `select u.id from unnest($1::uuid[]) as u(id)
       where not exists (select from ledger_entry e where e.case_id = u.id and e.version = 1)
         or not exists (select from case_file c where c.id = u.id)`,
      [[...found.keys()]],
    );
    return rows.map(({ id }) => id);
  }
});

/** By the column; of what tells rows apart, as a row that is missing or too much, or as entries that do not follow. */
function isNamed(found: Recomputed | undefined, { table, column }: Alteration): boolean {
  // An alarm may be over, so that one is gone says nothing: the one too much does.
  if (table === 'alarm' && column === 'case_id') return true;
  const isLedger = table === 'ledger_entry' && ['case_id', 'version'].includes(column);
  return (found?.differences ?? []).some(
    (one) =>
      one.table === table && (one.column === column || one.column === null || (isLedger && one.column === 'entry')),
  );
}

/** `npm run replay -- --all`: what it says, and how it ends. */
function replayAll(url: string): Promise<{ code: number; text: string }> {
  const script = join(import.meta.dirname, '../../dist/src/replay.js');
  return new Promise((resolve) => {
    execFile(process.execPath, [script, '--all'], { env: { DATABASE_URL: url, PATH: '' } }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), text: stdout + stderr }),
    );
  });
}

async function wrongKeys(ds: DataSource): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of keysOfNoOpening(ds)) keys.push(key);
  return keys;
}

describe('a server that is at work', () => {
  let theatre: Theatre;
  beforeAll(async () => {
    theatre = await Theatre.open({ LANJIE_SCANNER: 'off' });
  }, 60_000);
  afterAll(() => theatre?.close());

  it('gives no false alarm: corrections, annulments, erasures, alarms, emergencies, access logs', async () => {
    let isOver = false;
    const playing = (async () => {
      for (const name of ['corrected', 'withdrawn', 'reopened', 'escalated', 'erased']) {
        const play = new Play(theatre);
        await play.tell(storyOf(name));
        await theatre.get('auditor', `/audit/leads/${play.id}`);
        const [{ number }] = await theatre.ds.query('select number from case_file where id = $1', [play.id]);
        await theatre.post('officer3', '/station/break-glass', { number, reason: '主办无人接听' });
      }
    })().finally(() => {
      isOver = true;
    });
    let rounds = 0;
    while (!isOver) {
      expect(said(await differing(theatre.ds))).toEqual([]);
      rounds++;
    }
    await playing;
    expect(rounds).toBeGreaterThan(3);
    expect(said(await differing(theatre.ds))).toEqual([]);
    const kinds = await theatre.ds.query(
      `select distinct split_part(definition, '@', 1) as name from case_file order by 1`,
    );
    expect(kinds.map(({ name }: { name: string }) => name)).toEqual(['access', 'administration', 'breakGlass', 'lead']);
  }, 120_000);

  it('hears of a case that is gone, of entries that are gone or too many, and of an account that nobody changed', async () => {
    const rows: { id: string; version: number }[] = await theatre.ds.query(
      `select id, version from case_file where definition like 'lead@%' order by id`,
    );
    const [gone, cut, grown] = rows;
    const { tamper } = theatre.database;
    await tamper(`set session_replication_role = replica; delete from case_file where id = '${gone?.id}'`);
    await tamper(
      `set session_replication_role = replica; delete from ledger_entry where case_id = '${cut?.id}' and version = ${cut?.version}`,
    );
    await tamper(`set session_replication_role = replica; insert into ledger_entry
      select case_id, version + 1, entry, leaf, null, fingerprint, type, part, actor, role, organisation, at, recorded_at, about
      from ledger_entry where case_id = '${grown?.id}' and version = ${grown?.version}`);
    await tamper(`update account set roles = array['centerLead'] where name = 'officer'`);
    const found = await differing(theatre.ds);
    const told = (id: string | undefined) => said(new Map([...found].filter(([one]) => one === id)));
    expect(told(gone?.id)).toEqual([`${gone?.id} case_file  null is missing`]);
    expect(told(cut?.id)).toEqual(expect.arrayContaining([expect.stringContaining('case_file  version is')]));
    expect(told(grown?.id)).toEqual([expect.stringContaining('ledger_entry')]);
    expect(said(found)).toContainEqual(expect.stringContaining('house account officer'));
    expect(found.size).toBe(4);
  }, 60_000);
});
