import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { FileKeys, openContent } from '../../src/access/sealing/index.js';
import { verifyCase } from '../../src/cases/verify-case.js';
import { LayingDown, type LayOptions } from '../../src/demo/past-cases/lay-down.js';
import { pastCasesMissing } from '../../src/demo/past-cases/mark.js';
import { seedDemo } from '../../src/demo/seed-demo.js';
import { FolderBlobs } from '../../src/evidence/blobs/folder-blobs.js';
import { createDataSource } from '../../src/platform/database.js';
import { type FreshDatabase, freshDatabase } from '../database.js';

let database: FreshDatabase;
let ds: DataSource;
let home: string;
let keys: FileKeys;
const now = Date.parse('2026-03-18T10:20:00+08:00');
const faults: unknown[] = [];

async function lay(options: LayOptions = {}) {
  return new LayingDown(
    { ds, keys, blobs: new FolderBlobs(join(home, 'blobs')) },
    { now, report: (error) => faults.push(error), ...options },
  );
}

beforeAll(async () => {
  database = await freshDatabase();
  ds = await createDataSource(database.url, { poolSize: 8 }).initialize();
  home = await mkdtemp(join(tmpdir(), 'lanjie-past-'));
  keys = new FileKeys(home);
  await seedDemo(ds);
});
afterAll(async () => {
  await ds?.destroy();
  await database?.drop();
  await rm(home, { recursive: true, force: true });
});

describe('two hundred past cases', () => {
  it('are laid down by two runs when the first is interrupted, and by a third not again', async () => {
    expect(await pastCasesMissing(ds)).toBe(true);
    let played = 0;
    const first: LayingDown = await lay({ played: () => ++played === 60 && void first.stop() });
    expect(await first.run()).toBe('stopped');
    const some = await count('case_file');
    expect(some).toBeGreaterThan(50);
    expect(some).toBeLessThan(120);
    // A later start knows the moment for which the first one began.
    expect(await (await lay({ now: now + 3_600_000 })).run()).toBe('laid');
    expect(faults.map(String)).toEqual([]);
    // The administration has a case of its own.
    expect(await count('case_file')).toBe(201);
    expect(await pastCasesMissing(ds)).toBe(false);
    const entries = await count('ledger_entry');
    expect(await (await lay()).run()).toBe('there');
    expect(await count('ledger_entry')).toBe(entries);
  }, 120_000);

  it('call nobody now about what struck long ago', async () => {
    expect(await count('alarm')).toBe(0);
  });

  it('all follow from their entries', async () => {
    const rows: { id: string }[] = await ds.query('select id from case_file order by id');
    for (const { id } of rows) expect([id, (await verifyCase(ds, id))?.fault]).toEqual([id, null]);
  }, 60_000);

  it('end in every phase and under every finding, some closed, some open with clocks that run or are overdue', async () => {
    expect(await values('select phase as value, count(*)::int as n from case_file group by 1')).toMatchObject(
      atLeastOne(
        ...[
          'reported',
          'acknowledged',
          'dispatched',
          'enRoute',
          'onScene',
          'intervening',
          'cleared',
          'settled',
          'linked',
        ],
      ),
    );
    expect(await values('select finding as value, count(*)::int as n from case_file group by 1')).toMatchObject(
      atLeastOne('suspect', 'victim', 'tool', 'undetermined', 'legitimate'),
    );
    const [open] = await ds.query(
      `select count(*) filter (where closed_at is null)::int as open, count(*) filter (where closed_at is not null)::int as closed
       from case_file`,
    );
    expect(Math.min(open.open, open.closed)).toBeGreaterThan(50);
    const [clocks] = await ds.query(
      `select count(*) filter (where struck_at is null)::int as running, count(*) filter (where struck_at is not null)::int as overdue,
        count(*) filter (where struck_at is null and due_at <= $1)::int as missed from deadline`,
      [new Date(now - 1_000)],
    );
    expect(clocks.running).toBeGreaterThan(20);
    expect(clocks.overdue).toBeGreaterThan(15);
    expect(clocks.missed).toBe(0);
  });

  it('show every state that a part can be in', async () => {
    const rows: { kind: string; state: unknown }[] = await ds.query('select distinct kind, state from case_part');
    const seen = new Set(rows.flatMap(({ kind, state }) => leaves(state, kind)));
    expect(wanted.filter((state) => !seen.has(state))).toEqual([]);
  });

  it('lie in the past, over all outlets and stations', async () => {
    const [spread] = await ds.query(
      `select count(distinct outlet)::int as outlets, count(distinct station)::int as stations,
        max(updated_at) as last, count(distinct date_trunc('day', opened_at))::int as days from case_file
       where definition like 'lead@%'`,
    );
    expect(spread.outlets).toBe(39);
    expect(spread.stations).toBe(6);
    expect(spread.days).toBeGreaterThan(40);
    expect(spread.last.getTime()).toBeLessThanOrEqual(now);
    const order: { id: string }[] = await ds.query(
      `select id from case_file where definition like 'lead@%' order by opened_at, id`,
    );
    expect(order.map((row) => row.id)).toEqual(order.map((row) => row.id).toSorted());
  });
});

describe('the files of a past case', () => {
  it('lie in the store sealed, named by the seizure, and are what they were', async () => {
    const rows: { case_id: string; address: string; type: string; sha256: string }[] = await ds.query(
      'select case_id, address, type, sha256 from blob where scanned_at is not null and version is not null order by stored_at',
    );
    expect(rows.map(({ type }) => type)).toEqual(['image/png', 'application/pdf']);
    for (const { case_id: id, address, sha256 } of rows) {
      const [{ wrapped }] = await ds.query('select wrapped from case_key where case_id = $1', [id]);
      const stored = await new FolderBlobs(join(home, 'blobs')).read(address);
      const hash = createHash('sha256');
      for await (const bytes of openContent(keys.unwrap(wrapped, id), id, stored)) hash.update(bytes);
      expect(hash.digest('hex')).toBe(sha256);
      const [{ facts }] = await ds.query(`select facts from case_part where case_id = $1 and part = 'cash-1'`, [id]);
      expect(facts.evidence).toEqual(['evidence-1', 'evidence-2']);
    }
  });
});

describe('a server that finds another striking the clocks', () => {
  it('leaves the past cases to a start when it is alone', async () => {
    await ds.query(`insert into lease values ('deadlines', 'another', 1, now() + interval '1 hour')
      on conflict (name) do update set holder = 'another', until = now() + interval '1 hour'`);
    expect(await (await lay({ patienceMs: 0 })).run()).toBe('busy');
    await ds.query(`delete from lease`);
  });
});

async function count(table: string): Promise<number> {
  const [row] = await ds.query(`select count(*)::int as n from ${table}`);
  return row.n;
}

async function values(sql: string): Promise<Record<string, number>> {
  const rows: { value: string | null; n: number }[] = await ds.query(sql);
  return Object.fromEntries(rows.map(({ value, n }) => [value ?? 'none', n]));
}

function atLeastOne(...names: string[]) {
  return Object.fromEntries(names.map((name) => [name, expect.any(Number)]));
}

/** `lead.filing.review` and so on for every innermost state of a value. */
function leaves(state: unknown, above: string): string[] {
  if (typeof state === 'string') return [`${above}.${state}`];
  return Object.entries(state ?? {}).flatMap(([name, inner]) => leaves(inner, `${above}.${name}`));
}

const under = (above: string, names: string) => names.split(' ').map((name) => `${above}.${name}`);

const wanted = [
  ...under('lead.progress', 'reported acknowledged dispatched enRoute onScene cleared settled linked'),
  ...under('lead.progress.intervening.interception', 'open intercepted lost'),
  ...under('lead.progress.intervening.pursuit', 'notNeeded open caught fled released'),
  ...under('lead.progress.intervening.restitution', 'waiting returning returned parked'),
  ...under('lead.filing', 'none review filed declined'),
  ...under('lead.feedback', 'none notNeeded due sent interim acknowledged'),
  ...under('lead.information', 'none asked'),
  ...under('hold.payment', 'active released expired superseded'),
  ...under('hold.telling', 'due told'),
  ...under('account', 'located stopPayOrdered freezeRequested freezeOrdered frozen lapsed unrelated unfrozen'),
  ...under('account', 'drawnOut emptied untouched returned withCase transferred'),
  ...under('account.stopped', 'stopPaid freezeRequested freezeOrdered'),
  ...under(
    'cash',
    'sought secured seized inCustody announced unrelated returned withCase treasury handedBack untouched lost transferred',
  ),
  ...under(
    'suspect',
    'identified caught questioning summoned arrested bailed released fled wanted reclassified dismissed transferred',
  ),
  ...['house', 'family', 'interview', 'request'].flatMap((duty) => under(`suspect.detained.${duty}`, 'due')),
  ...under(
    'victim',
    'candidate contacted verified reportLinked reportTaken satisfied refused familyContacted watched done',
  ),
  ...under('claim', 'filed verified disputed paid rejected withCase transferred'),
  ...under('return', 'proposed announced approved executed rejected withdrawn'),
  ...under('evidence', 'accepted'),
  ...under('transfer.course', 'proposed approved handedOver acknowledged refused'),
  ...under('transfer.owed', 'sending notice done'),
];
