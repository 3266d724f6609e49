import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { recomputeAll } from '../../src/cases/recompute-cases.js';
import { parseCheckpoint } from '../../src/engine/ledger/checkpoint.js';
import { parseEntry } from '../../src/engine/ledger/entry.js';
import { countCases } from '../../src/engine/ledger/manifest.js';
import { parseNote } from '../../src/engine/ledger/note.js';
import { emptyTree, grown, inclusionProof, isIncluded, rootOf } from '../../src/engine/ledger/tree.js';
import { Sequencer } from '../../src/engine/sequencer.js';
import { casesAsOf } from '../../src/engine/store/case-heads.js';
import { lastCheckpoint } from '../../src/engine/store/checkpoints.js';
import { treeHead, treeNodes } from '../../src/engine/store/read-tree.js';
import { waitingLeaves, writeSequence } from '../../src/engine/store/sequence.js';
import { Checkpoints } from '../../src/proving/checkpoints.js';
import { Manifests } from '../../src/proving/manifests.js';
import { sequenceDifferences, withoutPlace } from '../../src/proving/verify-sequence.js';
import { standstills } from '../../src/proving/watch.js';
import { Play, scene, Theatre } from '../stories/play.js';

let theatre: Theatre;
beforeAll(async () => {
  theatre = await Theatre.open();
}, 60_000);
afterAll(() => theatre?.close());

const fail = (error: unknown) => {
  throw error;
};
const ask = (sql: string, values: unknown[] = []) => theatre.ds.query(sql, values);
const sequencer = (page?: number) => new Sequencer(theatre.ds, fail, page);

let customer = 1;
async function someCase(steps = 3): Promise<Play> {
  const play = new Play(theatre);
  await play.tell({ steps: scene('to-the-scene', customer++, steps) });
  return play;
}

/** Every entry is in the sequence once, those of a case in order, without a gap, and the tree is over them. */
async function expectSound(): Promise<void> {
  const rows = await ask('select index::int as index, case_id, version, leaf from sequence order by index');
  expect(rows.map(({ index }: { index: number }) => index)).toEqual(rows.map((_: object, i: number) => i));
  const versions = new Map<string, number>();
  for (const { case_id, version } of rows) {
    expect(version).toBe((versions.get(case_id) ?? 0) + 1);
    versions.set(case_id, version);
  }
  const [{ entries }] = await ask('select count(*)::int as entries from ledger_entry');
  const [{ pending }] = await ask('select count(*)::int as pending from pending_leaf');
  expect(rows.length + pending).toBe(entries);
  const tree = await treeHead(theatre.ds);
  const leaves: Buffer[] = rows.map(({ leaf }: { leaf: Buffer }) => leaf);
  expect({ ...tree, root: rootOf(tree) }).toEqual({
    ...grown(emptyTree, leaves).tree,
    root: rootOf(grown(emptyTree, leaves).tree),
  });
}

describe('the sequencer', () => {
  test('gives every entry its place, page by page, and the next ones after a restart', async () => {
    await someCase();
    await someCase();
    expect(await sequencer(2).runAll()).toBe(true);
    await expectSound();
    expect((await ask('select count(*)::int as n from pending_leaf'))[0].n).toBe(0);
    await ask('update lease set until = now()');
    await someCase();
    await sequencer().runAll();
    await expectSound();
  });

  test('loses nothing that commits late', async () => {
    const client = new pg.Client({ connectionString: theatre.database.url });
    await client.connect();
    await client.query('begin');
    const id = '01900000-0000-7000-8000-000000000001';
    // Recorded long before what follows, committed long after.
    await client.query(
      `insert into ledger_entry (case_id, version, entry, leaf, type, actor, role, organisation, at, recorded_at)
       values ($1, 1, '', '\\x01', 'x', 'x', 'x', 'x', now(), now() - interval '1 year')`,
      [id],
    );
    await client.query(
      `insert into pending_leaf (case_id, version, leaf, recorded_at) values ($1, 1, '\\x01', now() - interval '1 year')`,
      [id],
    );
    await someCase();
    await ask('update lease set until = now()');
    await sequencer().runAll();
    const { size } = await treeHead(theatre.ds);
    await client.query('commit');
    await client.end();
    await ask('update lease set until = now()');
    await sequencer().runAll();
    const [{ index }] = await ask('select index::int as index from sequence where case_id = $1', [id]);
    expect(index).toBe(size);
    await expectSound();
    await theatre.database.tamper(`delete from ledger_entry where case_id = '${id}'`);
    await theatre.database.tamper(
      `delete from sequence; delete from tree_node; update tree_head set size = 0, peaks = '{}';
       insert into pending_leaf (case_id, version, leaf, recorded_at)
       select case_id, version, leaf, recorded_at from ledger_entry on conflict do nothing`,
    );
  });

  test('is one at a time; whoever has lost the lease, or read an older tree, writes nothing', async () => {
    await someCase();
    const { tree, leaves } = await waitingLeaves(theatre.ds, 1_000);
    const next = grown(
      tree,
      leaves.map(({ leaf }) => leaf),
    );
    await ask('update lease set until = now()');
    const [one, other] = [sequencer(), sequencer()];
    expect((await Promise.all([one.runAll(), other.runAll()])).sort()).toEqual([false, true]);
    await expectSound();
    const [{ holder, token }] = await ask(`select holder, token from lease where name = 'sequencer'`);
    // The right lease, an older tree.
    await writeSequence(theatre.ds, tree, leaves, next, { name: 'sequencer', holder, token });
    await expectSound();
    await someCase();
    const now = await waitingLeaves(theatre.ds, 1_000);
    const after = grown(
      now.tree,
      now.leaves.map(({ leaf }) => leaf),
    );
    // The right tree, a lease that is another's.
    const lost = { name: 'sequencer', holder, token: String(Number(token) - 1) };
    await writeSequence(theatre.ds, now.tree, now.leaves, after, lost);
    expect((await treeHead(theatre.ds)).size).toBe(now.tree.size);
    await ask('update lease set until = now()');
    await sequencer().runAll();
    await expectSound();
  });
});

describe('checkpoints', () => {
  test('are of the tree, and prove that an entry stands in it', async () => {
    const play = await someCase();
    await ask('update lease set until = now()');
    await theatre.prove();
    const checkpoint = await lastCheckpoint(theatre.ds);
    if (!checkpoint) throw new Error('no checkpoint');
    const { size, root } = parseCheckpoint(parseNote(checkpoint.note).text);
    const tree = await treeHead(theatre.ds);
    expect([size, root]).toEqual([tree.size, rootOf(tree)]);
    const [{ index, leaf }] = await ask(
      'select index::int as index, leaf from sequence where case_id = $1 and version = 2',
      [play.id],
    );
    const proof = await inclusionProof(treeNodes(theatre.ds), index, size);
    expect(isIncluded(leaf, index, { size, root }, proof)).toBe(true);
    // Nothing new: nothing is signed.
    await theatre.prove();
    expect(await lastCheckpoint(theatre.ds)).toEqual(checkpoint);
  });

  test('are refused to a database that was put back or written anew', async () => {
    const before = await lastCheckpoint(theatre.ds);
    await theatre.database.tamper(
      `update tree_head set size = 1, peaks = array[(select leaf from sequence where index = 0)]`,
    );
    const failing = theatre.app.get(Checkpoints).runAll();
    await expect(failing).rejects.toMatchObject({ reason: 'shrunk', size: before?.size });
    expect(await lastCheckpoint(theatre.ds)).toEqual(before);
    await theatre.database.tamper(
      `update tree_head set size = 0, peaks = '{}'; delete from sequence; delete from tree_node;
       insert into pending_leaf (case_id, version, leaf, recorded_at)
       select case_id, version, leaf, recorded_at from ledger_entry order by case_id desc`,
    );
    await theatre.database.tamper(
      `update pending_leaf set leaf = '\\x02' where (case_id, version) in (select case_id, version from pending_leaf limit 1)`,
    );
    await someCase();
    await ask('update lease set until = now()');
    await sequencer().runAll();
    await expect(theatre.app.get(Checkpoints).runAll()).rejects.toMatchObject({ reason: 'rewritten' });
    expect(await lastCheckpoint(theatre.ds)).toEqual(before);
  });
});

describe('a case', () => {
  test.each([
    ['its row', `update case_file set phase = 'closed'`, 'without a ledger entry'],
    ['its version', 'update case_file set version = version + 1', 'without a ledger entry'],
    ['a part', `update case_part set state = '"closed"'`, 'without a ledger entry'],
    [
      'a part more',
      `insert into case_part select case_id, 'cash-9', 9, 'cash', state, facts, since, final, version from case_part limit 1`,
      'without a ledger entry',
    ],
    ['a part less', 'delete from case_part', 'without a ledger entry'],
    ['a part of another case', `update case_part set case_id = gen_random_uuid()`, 'stay with their case'],
    ['a clock', `update deadline set due_at = 'infinity'`, 'without a ledger entry'],
    ['no clock', 'delete from deadline', 'without a ledger entry'],
    [
      'a station more',
      `insert into case_station (case_id, station, from_at) select id, 'diecai', now() from case_file`,
      'without a ledger entry',
    ],
    ['no station', 'delete from case_station', 'without a ledger entry'],
    ['no key', 'delete from case_key', 'without a ledger entry'],
    ['all of it', 'delete from case_file', 'never deleted'],
  ])('does not change without an entry: %s', async (_, sql, refusal) => {
    await expect(ask(sql)).rejects.toThrow(refusal);
    await expect(theatre.database.asOwner(sql)).rejects.toThrow(refusal);
  });
});

describe('the count of cases', () => {
  let own: Theatre;
  beforeAll(async () => {
    own = await Theatre.open();
  }, 60_000);
  afterAll(() => own?.close());

  const count = async () => {
    const { entry: counted } = await own.app.get(Manifests).count('auditor', String(Math.random()));
    const [{ entry }] = await own.ds.query('select entry from ledger_entry where case_id = $1 and version = $2', [
      counted.case,
      counted.version,
    ]);
    return parseEntry(entry).body;
  };
  const fromSequence = async (size: number) => {
    const { cases, root } = await countCases(casesAsOf(own.ds, size));
    return { cases: String(cases), root: root.toString('hex') };
  };

  test('is of the table of cases, and agrees with the sequence; what never waited for a place shows', async () => {
    await new Play(own).tell({ steps: scene('to-the-scene', 77, 3) });
    expect(await standstills(own.ds)).toEqual([
      expect.stringContaining('waited for their place'),
      expect.stringContaining('were not counted'),
    ]);
    await own.prove();
    expect(await standstills(own.ds)).toEqual([expect.stringContaining('were not counted')]);
    await own.database.tamper(`update checkpoint set size = 1, signed_at = now() - interval '11 minutes'`);
    expect(await standstills(own.ds)).toContainEqual(expect.stringContaining('no checkpoint was signed'));
    await new Play(own).tell({ steps: scene('to-the-scene', 78, 3) });
    const said = await count();
    const { size } = await treeHead(own.ds);
    expect(said).toMatchObject({ size, treeRoot: rootOf(await treeHead(own.ds)).toString('hex') });
    expect(said).toMatchObject(await fromSequence(size));
    await own.database.tamper('delete from pending_leaf');
    const later = await count();
    expect(later['cases']).not.toBe((await fromSequence(Number(later['size']))).cases);
  });
});

describe('the nightly check of sequence and tree', () => {
  let own: Theatre;
  beforeAll(async () => {
    own = await Theatre.open();
    for (let i = 0; i < 60; i++) await new Play(own).tell({ steps: scene('to-the-scene', 100 + i, 5) });
    await own.prove();
    await new Play(own).tell({ steps: scene('to-the-scene', 99, 3) });
  }, 120_000);
  afterAll(() => own?.close());

  const found = async () => {
    const lines: string[] = [];
    for await (const line of sequenceDifferences(own.ds)) lines.push(line);
    for await (const { differences } of recomputeAll(own.ds, { also: withoutPlace }))
      lines.push(
        ...differences.filter(({ text }) => /no place/.test(text)).map(({ row, text }) => `entry ${row} ${text}`),
      );
    return lines;
  };

  test('finds nothing where nothing is wrong, more than a tile being there', async () => {
    expect((await treeHead(own.ds)).size).toBeGreaterThan(256);
    expect(await found()).toEqual([]);
  });

  test.each([
    [
      'an edited entry',
      `update ledger_entry set entry = entry || ' ' where (case_id, version) = (select case_id, version from sequence where index = 7)`,
      /^sequence 7: its leaf is not that of entry \d+ of case /,
    ],
    [
      'a deleted entry',
      `delete from ledger_entry where (case_id, version) = (select case_id, version from sequence where index = 9)`,
      /^sequence 9: entry \d+ of case \S+ is gone$/,
    ],
    [
      'an edited leaf',
      `update sequence set leaf = '\\x00' where index = 3`,
      /^sequence 3: its leaf is not that of entry/,
    ],
    [
      'a deleted place',
      'delete from sequence where index = 5',
      /^sequence 5 is missing: what follows was not compared$/,
    ],
    [
      'an edited node',
      `update tree_node set hash = '\\x00' where index = 0`,
      /^node 0 of level 1 is not that of its leaves$/,
    ],
    ['a deleted node', 'delete from tree_node', /^node 0 of level 1 is not that of its leaves$/],
    [
      'a checkpoint of another root',
      `update checkpoint set root = '\\x00'`,
      /^checkpoint 1: the tree of \d+ entries has another root$/,
    ],
    [
      'another head',
      `update tree_head set peaks = array_prepend('\\x00'::bytea, peaks[2:])`,
      /^the head of the tree is not that of its leaves$/,
    ],
    [
      'a leaf that waits no more',
      'delete from pending_leaf',
      /^entry \d+ has no place in the sequence and waits for none$/,
    ],
  ])('names %s', async (_, sql, named) => {
    const tables = ['ledger_entry', 'sequence', 'tree_node', 'checkpoint', 'tree_head', 'pending_leaf'];
    for (const table of tables) await own.database.tamper(`create table kept_${table} as select * from ${table}`);
    await own.database.tamper(sql);
    expect(
      (await found()).filter((line) => !named.test(line) && /leaf is not|is gone|another head/.test(line)),
    ).toEqual([]);
    expect(await found()).toEqual(expect.arrayContaining([expect.stringMatching(named)]));
    for (const table of tables) {
      await own.database.tamper(
        `delete from ${table}; insert into ${table} select * from kept_${table}; drop table kept_${table}`,
      );
    }
    expect(await found()).toEqual([]);
  });
});
