import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { leafHash } from '../../src/engine/ledger/entry.js';
import { dueCasesSql } from '../../src/engine/store/due-cases.js';
import { readHistory } from '../../src/engine/store/read-history.js';
import { takeLease } from '../../src/engine/store/take-lease.js';
import type { Outcome } from '../../src/engine/work.js';
import { forTheHouse } from '../../src/platform/database.js';
import { type FreshDatabase, freshDatabase } from '../database.js';
import { entriesOf, fileOf, GivenClock, type House, house, open, record, replayed } from './house.js';

let database: FreshDatabase;
let clock: GivenClock;
let one: House;
let two: House;

beforeAll(async () => {
  database = await freshDatabase();
  clock = new GivenClock();
  one = await house(database.url, clock);
  two = await house(database.url, clock);
});

afterAll(async () => {
  await one?.ds.destroy();
  await two?.ds.destroy();
  await database?.drop();
});

function recorded(outcome: Outcome): Extract<Outcome, { kind: 'recorded' }> {
  if (outcome.kind !== 'recorded') throw new Error(JSON.stringify(outcome));
  return outcome;
}

async function opened(at: House = one): Promise<string> {
  return recorded(await open(at)).entry.case;
}

describe('what is committed', () => {
  it('is the file that replaying the ledger gives, chained entry by entry', async () => {
    const id = await opened();
    recorded(await record(one, id, 'stop.added', { place: '桂林', amount: '5' }));
    recorded(await record(one, id, 'stop.visited', { part: 'stop-1' }));
    expect(await fileOf(one, id)).toEqual(await replayed(one, id));
    const stored = await readHistory(forTheHouse(one.ds), id);
    const entries = await entriesOf(one, id);
    expect(entries.map((entry) => entry.version)).toEqual([1, 2, 3]);
    expect(entries[0]?.previous).toBe('0'.repeat(64));
    for (const [i, { entry, leaf }] of stored.entries()) {
      expect(leafHash(entry)).toEqual(leaf);
      if (i > 0) expect(entries[i]?.previous).toBe(stored[i - 1]?.leaf.toString('hex'));
    }
  });

  it('is nothing when the command is refused, dry, stale or unknown', async () => {
    const id = await opened();
    const before = await fileOf(one, id);
    expect(await record(one, id, 'stop.visited', { part: 'stop-1' })).toMatchObject({
      kind: 'refused',
      refusal: { status: 404 },
    });
    expect(await record(one, id, 'errand.closed')).toMatchObject({ kind: 'refused', refusal: { status: 403 } });
    expect(await record(one, id, 'errand.vanished')).toMatchObject({ kind: 'refused', refusal: { status: 400 } });
    expect(await record(one, id, 'stop.added', { place: 3 })).toMatchObject({
      kind: 'invalid',
      errors: [{ field: 'place' }],
    });
    expect(await record(one, id, 'stop.added', { place: 'p' }, { ifMatch: 7 })).toEqual({ kind: 'stale', version: 1 });
    expect(await record(one, id, 'stop.added', { place: 'p' }, { dryRun: true })).toMatchObject({
      kind: 'decided',
      decision: { opened: ['stop-1'] },
    });
    expect(await record(one, randomUUID(), 'errand.noted', { note: 'x' })).toEqual({ kind: 'unseen' });
    expect(await fileOf(one, id)).toEqual(before);
  });
});

describe('a repeated key', () => {
  it('repeats the outcome and not the deed', async () => {
    const id = await opened();
    const key = randomUUID();
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, (_, i) => record(i % 2 ? one : two, id, 'stop.added', { place: 'p' }, { key })),
    );
    const leaves = new Set(outcomes.map((outcome) => recorded(outcome).leaf.toString('hex')));
    expect(leaves.size).toBe(1);
    expect(outcomes.filter((outcome) => !recorded(outcome).replayed)).toHaveLength(1);
    expect((await fileOf(one, id))?.version).toBe(2);
  });

  it('is refused for another body', async () => {
    const id = await opened();
    const key = randomUUID();
    recorded(await record(one, id, 'stop.added', { place: 'p' }, { key }));
    expect(await record(one, id, 'stop.added', { place: 'q' }, { key })).toEqual({ kind: 'keyReused' });
    expect(await record(one, id, 'errand.noted', { note: 'p' }, { key })).toEqual({ kind: 'keyReused' });
  });

  it('opens one case when it races at two servers', async () => {
    for (let round = 0; round < 10; round++) {
      const key = randomUUID();
      const outcomes = await Promise.all([open(one, key), open(two, key), open(one, key), open(two, key)]);
      expect(new Set(outcomes.map((outcome) => recorded(outcome).entry.case)).size).toBe(1);
      expect(outcomes.filter((outcome) => !recorded(outcome).replayed)).toHaveLength(1);
    }
    const [{ orphans }] = await one.ds.query(
      'select count(*)::int as orphans from case_part p where not exists (select from case_file c where c.id = p.case_id)',
    );
    expect(orphans).toBe(0);
  });
});

describe('the ledger', () => {
  it('is insert-only: the server has no right to change it, and not even the owner does', async () => {
    await opened();
    for (const sql of ["update ledger_entry set actor = 'x'", 'delete from ledger_entry', 'truncate ledger_entry']) {
      await expect(one.ds.query(sql)).rejects.toThrow('permission denied');
      await expect(database.asOwner(sql)).rejects.toThrow('insert-only');
    }
  });
});

describe('many at once', () => {
  it('lose nothing: one case from two servers, a hundred events', async () => {
    const id = await opened();
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, i) => record(i % 2 ? one : two, id, 'errand.noted', { note: `n${i}` })),
    );
    for (const outcome of outcomes) recorded(outcome);
    expect((await fileOf(one, id))?.version).toBe(101);
    expect(await fileOf(one, id)).toEqual(await replayed(one, id));
  }, 60_000);

  it('fail alone: one that cannot be stored does not spoil its batch', async () => {
    await database.tamper(`alter table case_part add constraint pure check (facts->>'note' is distinct from 'poison')`);
    const ids = await Promise.all(Array.from({ length: 6 }, () => opened()));
    const outcomes = await Promise.allSettled(
      ids.map((id, i) => record(one, id, 'errand.noted', { note: i === 3 ? 'poison' : 'fine' })),
    );
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
    const versions = await Promise.all(ids.map(async (id) => (await fileOf(one, id))?.version));
    expect(versions).toEqual([2, 2, 2, 1, 2, 2]);
  });

  it('decide again when the version moved in between', async () => {
    const id = await opened();
    recorded(await record(one, id, 'stop.added', { place: 'p', amount: '5' }));
    recorded(await record(one, id, 'stop.visited', { part: 'stop-1' }));
    let interfered = false;
    one.committer.points.loaded = async () => {
      if (interfered) return;
      interfered = true;
      recorded(await record(two, id, 'stop.paid', { part: 'stop-1', amount: '5' }));
    };
    const late = await record(one, id, 'stop.paid', { part: 'stop-1', amount: '5' });
    delete one.committer.points.loaded;
    expect(late).toMatchObject({ kind: 'refused', refusal: { code: 'notInThisState' } });
    expect((await fileOf(one, id))?.version).toBe(4);
  });

  it('find their own entry when the answer to COMMIT was lost', async () => {
    const id = await opened();
    let cut = false;
    one.committer.points.written = async () => {
      if (cut) return;
      cut = true;
      throw Object.assign(new Error('Connection terminated unexpectedly'), { code: '08006' });
    };
    const outcome = recorded(await record(one, id, 'errand.noted', { note: 'once' }));
    delete one.committer.points.written;
    expect(outcome.replayed).toBe(true);
    expect((await fileOf(one, id))?.version).toBe(2);
  });
});

describe('what a rule asks about other cases', () => {
  const refusedBySlot = { kind: 'refused', refusal: { rules: [{ code: 'slotFree' }] } };

  /** Records on both cases so that each server has read its answers before either writes. */
  async function atOnce(slot: string): Promise<Outcome[]> {
    const ids = [await opened(), await opened()];
    let waiting = 0;
    let go: () => void = () => {};
    const both = new Promise<void>((resolve) => (go = resolve));
    const meet = () => {
      if (++waiting === 2) go();
      return both;
    };
    for (const server of [one, two]) server.committer.points.decided = meet;
    const outcomes = Promise.all(ids.map((id, i) => record(i === 0 ? one : two, id, 'errand.booked', { slot })));
    await both;
    for (const server of [one, two]) delete server.committer.points.decided;
    return outcomes;
  }

  it('still holds when it is written: of two in the same instant one is decided again', async () => {
    for (let round = 0; round < 5; round++) {
      const outcomes = await atOnce(`day-${round}`);
      expect(outcomes.filter(({ kind }) => kind === 'recorded')).toHaveLength(1);
      expect(outcomes.find(({ kind }) => kind !== 'recorded')).toMatchObject(refusedBySlot);
    }
  });

  it('holds within one batch too', async () => {
    const ids = await Promise.all(Array.from({ length: 8 }, () => opened()));
    const outcomes = await Promise.all(ids.map((id) => record(one, id, 'errand.booked', { slot: 'batch' })));
    expect(outcomes.filter(({ kind }) => kind === 'recorded')).toHaveLength(1);
    for (const outcome of outcomes.filter(({ kind }) => kind !== 'recorded'))
      expect(outcome).toMatchObject(refusedBySlot);
  });

  it('does not hold up others, nor what is refused or dry', async () => {
    const [a, b, c] = [await opened(), await opened(), await opened()];
    recorded(await record(one, a, 'errand.booked', { slot: 'quiet' }));
    expect(await record(one, b, 'errand.booked', { slot: 'quiet' })).toMatchObject(refusedBySlot);
    expect(await record(one, c, 'errand.booked', { slot: 'other' }, { dryRun: true })).toMatchObject({
      kind: 'decided',
    });
    const fences = await one.ds.query(
      `select name, version::int from fence where name in ('slot:quiet', 'slot:other')`,
    );
    expect(fences).toEqual([{ name: 'slot:quiet', version: 1 }]);
  });
});

describe('clocks', () => {
  it('strike before any other command of their case', async () => {
    const id = await opened();
    recorded(await record(one, id, 'stop.added', { place: 'p' }));
    clock.forward(31);
    expect(await record(one, id, 'stop.visited', { part: 'stop-1' })).toMatchObject({
      kind: 'refused',
      refusal: { code: 'notInThisState' },
    });
    const entries = await entriesOf(one, id);
    expect(entries.map((entry) => entry.type)).toEqual(['errand.opened', 'stop.added', 'clock.struck']);
    expect(entries[2]).toMatchObject({ at: entries[1]?.effects.armed[0]?.dueAt, actor: { role: 'system' } });
    expect(await fileOf(one, id)).toEqual(await replayed(one, id));
  });

  it('all strike after a long silence, months ahead, each once, with two pollers', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => opened()));
    await Promise.all(ids.map((id) => record(one, id, 'stop.added', { place: 'p' })));
    clock.forward(60 * 24 * 200);
    await Promise.all([one.deadlines.strikeAll(), two.deadlines.strikeAll()]);
    await one.deadlines.strikeAll();
    for (const id of ids) {
      const types = (await entriesOf(one, id)).map((entry) => entry.type);
      expect(types).toEqual(['errand.opened', 'stop.added', 'clock.struck', 'clock.struck']);
      expect(await fileOf(one, id)).toEqual(await replayed(one, id));
    }
    expect([...one.reported, ...two.reported]).toEqual([]);
  });

  it('strike although five hundred others cannot be struck', async () => {
    const stuck = await Promise.all(Array.from({ length: 500 }, () => opened()));
    clock.forward(1);
    const good = await opened();
    // Their next version is taken: whatever is written for them fails.
    await one.ds.query(
      `insert into ledger_entry (case_id, version, entry, leaf, type, actor, role, organisation, at, recorded_at)
       select id, 2, '', '', 'x', 'x', 'x', 'x', now(), now() from case_file where id = any($1::uuid[])`,
      [stuck],
    );
    clock.forward(62);
    // The other server's poller holds the lease for ten seconds yet.
    await one.ds.query('delete from lease');
    await one.deadlines.strikeAll();
    expect((await entriesOf(one, good)).map((entry) => entry.type)).toContain('clock.struck');
    expect(one.reported.length).toBeGreaterThanOrEqual(500);
    await database.tamper('delete from deadline where case_id = any($1::uuid[])', [stuck]);
    one.reported.length = 0;
  }, 60_000);

  it('are found by their index, however many lie ahead', async () => {
    await database.tamper(
      `insert into deadline select gen_random_uuid(), 'p', 'c', now(), now(), now() + interval '100 days', null
       from generate_series(1, 50000)`,
    );
    await database.tamper('analyze deadline');
    const [{ 'QUERY PLAN': plan }] = await one.ds.query(
      `explain (format json) ${dueCasesSql.replace('$1', 'null').replace('$2', '500').replace('$3', "'{}'")}`,
    );
    expect(JSON.stringify(plan)).toContain('deadline_due_idx');
  });

  it('of one case are carried by one server at a time, and the token grows with each new holder', async () => {
    expect(await takeLease(one.ds, 'l', 'a', 60)).toBe('1');
    expect(await takeLease(one.ds, 'l', 'b', 60)).toBeNull();
    expect(await takeLease(one.ds, 'l', 'a', -1)).toBe('1');
    expect(await takeLease(one.ds, 'l', 'b', 60)).toBe('2');
  });
});
