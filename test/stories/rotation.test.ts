import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FileKeys, KeyProvider, type Purpose } from '../../src/access/sealing/index.js';
import { SecondFactors, secondFactorOf } from '../../src/access/sign-in/second-factors.js';
import { Rotation } from '../../src/cases/rotation/rotate.js';
import { Committer } from '../../src/engine/committer.js';
import { Erasures } from '../../src/engine/erasures.js';
import { createDataSource } from '../../src/platform/database.js';
import { clearedRows, report } from './people.js';
import { Play, Theatre } from './play.js';

let theatre: Theatre;
beforeAll(async () => {
  theatre = await Theatre.open();
});
afterAll(() => theatre?.close());

const quiet = async () => {};

/** The command-line task, with keys and connections of its own; it may be broken off. */
function task(purpose: Purpose, page = 2, afterPage: () => Promise<void> = quiet, suite: 'aes' | 'sm' = 'aes') {
  const told: string[] = [];
  const keys = new FileKeys(theatre.home, suite);
  const rotation = new Rotation(theatre.ds, keys, (line) => told.push(line), { page, afterPage });
  return { told, rotation, keys, run: () => rotation.rotate(purpose) };
}

/** Breaks off after so many pages, as a kill would. */
function breaking(pages: number): () => Promise<void> {
  let left = pages;
  return async () => {
    if (--left < 0) throw new Error('killed');
  };
}

async function counts(sql: string): Promise<Record<string, number>> {
  const rows: { name: string; n: number }[] = await theatre.ds.query(sql);
  return Object.fromEntries(rows.map(({ name, n }) => [name, n]));
}

const wraps = () =>
  counts(`select split_part(encode(substring(wrapped for 40), 'escape'), ':', 2) as name, count(*)::int as n
    from case_key group by 1`);
const tags = () => counts('select tag_key as name, count(*)::int as n from personal group by 1');

const inUse = async (purpose: Purpose) => {
  const [row] = await theatre.ds.query('select current, next from key_use where purpose = $1', [purpose]);
  return row;
};

async function lead(n: number, more: object = {}): Promise<Play> {
  const play = new Play(theatre);
  await play.step('15:00', 'teller', 'lead.reported', report(n, more), { 'lead-1': 'reported' });
  return play;
}

const held = { refused: [409, 'rulesFailed', 'oneHoldIn24h'] } as const;

const readable = async (play: Play) => {
  const { body } = await theatre.get('duty', `/center/leads/${play.id}`);
  return [body.parts[0].facts.customer.name, body.parts[1]?.facts.reason];
};

describe('the master key', () => {
  it('is changed over while a case is opened, broken off and gone on with, and the old one is put aside at the end', async () => {
    const before = [await lead(3001), await lead(3002), await lead(3003), await lead(3004), await lead(3005)];
    const { current: old } = await inUse('master');
    // The office of the house and its logs are cases too.
    const { [old]: all = 0 } = await wraps();
    await expect(task('master', 2, breaking(0)).run()).rejects.toThrow('killed');
    const { current } = await inUse('master');
    expect(current).not.toBe(old);
    expect(await wraps()).toEqual({ [old]: all - 2, [current]: 2 });
    const needed = new RegExp(`^${all - 2} rows still need the master key`);
    await expect(task('master').rotation.retire('master')).rejects.toThrow(needed);

    // The running server has not been told of anything: it finds the key when it meets its name.
    const after = await lead(3006);
    expect(await wraps()).toMatchObject({ [old]: all - 2, [current]: expect.any(Number) });
    expect((await wraps())[current]).toBeGreaterThan(2);
    const again = task('master');
    await again.run();
    expect(Object.keys(await wraps())).toEqual([current]);
    expect(again.told.at(-1)).toContain(`${all - 2} keys were wrapped anew`);

    expect(await again.rotation.retire('master')).toEqual(['master.key.retired']);
    for (const play of [...before, after]) expect(await readable(play)).toContain('陆**');
    theatre = await theatre.restarted();
    for (const play of [...before, after]) {
      expect(await readable(play)).toContain('陆**');
      const same = new Play(theatre);
      same.id = play.id;
      await same.step('15:05', 'duty', 'lead.noted', { text: '换钥后补记' }, {});
    }
  });

  it('may be one for SM4, laid down beforehand and brought to every server', async () => {
    const play = await lead(3011);
    const { rotation, keys } = task('master', 500, quiet, 'sm');
    const name = await rotation.lay('master');
    await expect(rotation.lay('master')).rejects.toThrow(/already laid down/);
    const { current } = await inUse('master');
    expect(current).not.toBe(name);
    // Another server may not have it yet, so nothing rests on it.
    theatre.app.get(KeyProvider).refresh();
    await theatre.app.get(SecondFactors).enrol('officer');
    const [{ secret }] = await theatre.ds.query('delete from second_factor returning secret').then(([rows]) => rows);
    expect(theatre.app.get(KeyProvider).wrappedUnder(secret)).toBe(current);
    await rotation.rotate('master');
    expect((await inUse('master')).current).toBe(name);
    expect(keys.names('master').at(-1)).toBe(name);
    const [{ wrapped }] = await theatre.ds.query('select wrapped from case_key where case_id = $1', [play.id]);
    expect(wrapped.toString('latin1')).toMatch(/^SM4CTR-HSM3:/);
    expect(await readable(play)).toContain('陆**');
    await play.step('15:01', 'duty', 'lead.noted', { text: '国密' }, {});
    await play.expectReplay();
  });

  it('is used for no new case that was sealed before the change and written after', async () => {
    const { points } = theatre.app.get(Committer);
    const { current: old } = await inUse('master');
    let release: () => void = () => {};
    const decided = new Promise<void>((reached) => {
      points.decided = () => {
        delete points.decided;
        reached();
        return new Promise((go) => (release = go));
      };
    });
    theatre.at('15:00');
    const opened = theatre.post('teller', '/bank/leads', report(3021));
    void opened.then(() => {});
    await decided;
    await task('master').run();
    release();
    expect((await opened).status).toBe(201);
    expect(Object.keys(await wraps())).not.toContain(old);
  });

  it('takes the secrets of second factors along', async () => {
    const keys = theatre.app.get(KeyProvider);
    const secret = Buffer.from('0123456789abcdefghij');
    for (const account of ['officer', 'officer2', 'duty'])
      await theatre.ds.query('insert into second_factor (account, secret) values ($1, $2)', [
        account,
        keys.wrap(secret, secondFactorOf(account)),
      ]);
    const { current: old } = await inUse('master');
    const done = task('master');
    await done.run();
    const { current } = await inUse('master');
    const rows = await theatre.ds.query('select account, secret from second_factor');
    expect(rows).toHaveLength(3);
    for (const row of rows) {
      expect([keys.wrappedUnder(row.secret), current]).not.toContain(old);
      expect(keys.unwrap(row.secret, secondFactorOf(row.account))).toEqual(secret);
    }
    await theatre.ds.query('delete from second_factor');
  });

  it('is not rotated twice at once', async () => {
    let second: Promise<unknown> = Promise.resolve();
    await task('master', 500, async () => {
      second = task('master')
        .run()
        .catch((error: Error) => error.message);
      await second;
    }).run();
    expect(await second).toMatch(/rotated elsewhere/);
  });
});

describe('the tag key', () => {
  it('finds everybody at every moment of its rotation', async () => {
    await lead(4001);
    const { current: old } = await inUse('tag');
    const again = async (n: number) => new Play(theatre).step('15:30', 'teller', 'lead.reported', report(n), held);

    await expect(task('tag', 2, breaking(1)).run()).rejects.toThrow('killed');
    const { current, next } = await inUse('tag');
    expect([current, next]).toEqual([old, expect.any(String)]);
    // Some have the coming tag and some do not; who comes now has both.
    await again(4001);
    await lead(4002);
    await again(4002);
    await expect(task('tag').rotation.retire('tag')).resolves.toEqual([]);

    const rows = Object.values(await tags()).reduce((sum, n) => sum + n, 0);
    // Filled at the next go, and broken off while the tags move up.
    await expect(task('tag', 2, breaking(Math.floor(rows / 2) + 3)).run()).rejects.toThrow('killed');
    expect(await inUse('tag')).toEqual({ current: next, next: null });
    const halfway = await tags();
    expect(Object.keys(halfway).sort()).toEqual([old, next].sort());
    await expect(task('tag').rotation.retire('tag')).rejects.toThrow(/still need the tag key/);
    await again(4001);
    await lead(4003);
    await again(4002);
    await again(4003);

    const last = task('tag');
    await last.run();
    expect(Object.keys(await tags())).toEqual([next]);
    const [{ left }] = await theatre.ds.query('select count(next_tag)::int as left from personal');
    expect(left).toBe(0);
    for (const n of [4001, 4002, 4003]) await again(n);
    expect(await last.rotation.retire('tag')).toEqual(['tag.key.retired']);
    theatre = await theatre.restarted();
    for (const n of [4001, 4002, 4003]) await again(n);
  });

  it('counts the stops of one account across the keys', async () => {
    const account = { number: '6217000099994101', bank: 'bank-a', holder: '陆示例' };
    const { hold: _, ...first } = report(4101, { account });
    const { hold: __, ...second } = report(4102, { account });
    const { hold: ___, ...third } = report(4103, { account });
    const opened: Play[] = [];
    const open = async (body: object) => {
      const play = new Play(theatre);
      await play.step('15:00', 'teller', 'lead.reported', body as Record<string, unknown>, { 'account-1': 'located' });
      opened.push(play);
      return play;
    };
    const stop = { part: 'account-1', orderNumber: 'S' };
    const one = await open(first);
    await one.step('15:01', 'duty', 'account.stopPayOrdered', stop, { 'account-1': 'stopPayOrdered' });
    await expect(task('tag', 2, breaking(1)).run()).rejects.toThrow('killed');
    const two = await open(second);
    await two.step('15:02', 'duty', 'account.stopPayOrdered', stop, { 'account-1': 'stopPayOrdered' });
    const rows = Object.values(await tags()).reduce((sum, n) => sum + n, 0);
    await expect(task('tag', 2, breaking(Math.floor(rows / 2) + 3)).run()).rejects.toThrow('killed');
    const three = await open(third);
    const refused = { refused: [409, 'rulesFailed', 'atMostTwoStops'] } as const;
    await three.step('15:03', 'duty', 'account.stopPayOrdered', stop, refused);
    await task('tag').run();
    await three.step('15:04', 'duty', 'account.stopPayOrdered', stop, refused);
    for (const play of opened) await play.expectReplay();
  });

  it('lets no two holds pass when one was decided under the old key and written under the new', async () => {
    const { points } = theatre.app.get(Committer);
    // No identity travels with it: what it rests on is only the fence of what is recorded.
    const { hold: _, ...without } = report(4201);
    const slow = new Play(theatre);
    await slow.step('15:00', 'teller', 'lead.reported', without, { 'lead-1': 'reported' });
    let release: () => void = () => {};
    const decided = new Promise<void>((reached) => {
      points.decided = () => {
        delete points.decided;
        reached();
        return new Promise((go) => (release = go));
      };
    });
    theatre.at('15:10');
    const hold = { minutes: 10, reason: '核实', told: 'now' };
    const late = theatre.post('teller', `/bank/leads/${slow.id}/events/hold.started`, hold);
    void late.then(() => {});
    await decided;
    await task('tag').run();
    // Under the new key alone the same customer is held elsewhere.
    await new Play(theatre).step('15:10', 'teller', 'lead.reported', report(4201), { 'hold-1': 'active' });
    release();
    const { status, body } = await late;
    expect([status, body.rules?.map((rule: { code: string }) => rule.code)]).toEqual([409, ['oneHoldIn24h']]);
  });

  it('leaves nothing of a case that is erased while its tags are renewed', async () => {
    const play = new Play(theatre);
    await play.rows(clearedRows(4301));
    const other = await createDataSource(theatre.database.url, { poolSize: 1 }).initialize();
    const runner = other.createQueryRunner();
    try {
      await runner.query('begin');
      await runner.query(`update personal set next_tag = '\\x01' where case_id = $1`, [play.id]);
      theatre.at('2025-02-16 15:05');
      const erasing = theatre.app.get(Erasures).eraseAll();
      await new Promise((resolve) => setTimeout(resolve, 100));
      await runner.query('commit');
      await erasing;
    } finally {
      await runner.release();
      await other.destroy();
    }
    const [{ n }] = await theatre.ds.query('select count(*)::int as n from personal where case_id = $1', [play.id]);
    expect(n).toBe(0);
    await task('tag').run();
    await play.expectReplay();
  });

  it('stays in use while somebody cannot be opened, and says in which case', async () => {
    const play = await lead(4401);
    const { number } = (await play.file()) as unknown as { number: string };
    const { current } = await inUse('tag');
    const [{ wrapped }] = await theatre.ds.query('select wrapped from case_key where case_id = $1', [play.id]);
    const damaged = Buffer.from(wrapped);
    damaged.writeUInt8(damaged.readUInt8(damaged.length - 1) ^ 1, damaged.length - 1);
    const set = (bytes: Buffer) =>
      theatre.ds.query('update case_key set wrapped = $2 where case_id = $1', [play.id, bytes]);
    await set(damaged);
    await expect(task('tag').run()).rejects.toThrow(new RegExp(`could not be opened.*${number}`));
    expect((await inUse('tag')).current).toBe(current);
    await set(wrapped);
    await task('tag').run();
    expect((await inUse('tag')).current).not.toBe(current);
  });
});

describe('a server without the keys that are in use', () => {
  let home: string;
  beforeEach(() => {
    home = join(theatre.home, 'elsewhere');
    rmSync(home, { recursive: true, force: true });
  });

  it('is told so when it asks for one, and knows it as soon as it lies there', () => {
    const keys = theatre.app.get(KeyProvider);
    const other = new FileKeys(home);
    const wrapped = keys.wrap(Buffer.alloc(32), 'x');
    expect(() => other.unwrap(wrapped, 'x')).toThrow(/not among the keys of this server/);
  });
});
