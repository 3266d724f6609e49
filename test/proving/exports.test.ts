import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { lastCheckpoint } from '../../src/engine/store/checkpoints.js';
import { poolOf } from '../../src/platform/database.js';
import { Checkpoints } from '../../src/proving/checkpoints.js';
import { Manifests } from '../../src/proving/manifests.js';
import type { Signer } from '../../src/proving/signer.js';
import { entriesOf, holding, leadWithFile } from '../audit/house.js';
import { type Report, Verifiers } from '../proof/verifiers.js';
import { Play, scene, Theatre } from '../stories/play.js';

let theatre: Theatre;
let lead: Awaited<ReturnType<typeof leadWithFile>>;
const verifiers = new Verifiers();

beforeAll(async () => {
  theatre = await Theatre.open({ LANJIE_SCANNER: 'off' });
  lead = await leadWithFile(theatre);
  await new Play(theatre).tell({ steps: scene('to-the-scene', 2, 3) });
}, 120_000);
afterAll(async () => {
  verifiers.close();
  await theatre?.close();
});

const take = async (path: string) => {
  const headers = { authorization: `Bearer ${await theatre.token('auditor')}` };
  const answer = await fetch(`${theatre.address}${path}`, { headers });
  return { status: answer.status, headers: answer.headers, file: Buffer.from(await answer.arrayBuffer()) };
};
const bundlePath = () => `/audit/leads/${lead.play.id}/bundle`;
const keyInForce = async () => (await lastCheckpoint(theatre.ds))?.keys.slice(-1) ?? [];
const judged = async (file: Buffer): Promise<Report> => {
  const { report } = await verifiers.judge({ file, keys: await keyInForce() });
  if (!report) throw new Error('called wrongly');
  return report;
};
const records = (file: Buffer, kind: string) =>
  String(file)
    .split('\n')
    .filter((line) => line.startsWith(`{"lanjie":"${kind}"`))
    .map((line) => JSON.parse(line));

describe('before anything is signed', () => {
  test('there is nothing to take', async () => {
    for (const path of [bundlePath(), '/audit/log']) expect([path, (await take(path)).status]).toEqual([path, 404]);
  });
});

describe('a bundle', () => {
  test('is intact, and complete once a count of all cases lists the case', async () => {
    await theatre.prove();
    const first = await take(bundlePath());
    expect([first.status, first.headers.get('content-type')]).toEqual([200, 'application/x-ndjson']);
    expect(first.headers.get('content-disposition')).toBe(`attachment; filename="${lead.number}.ndjson"`);
    expect(await judged(first.file)).toMatchObject({ file: 'bundle', intact: true, complete: false, faults: [] });
    await theatre.app.get(Manifests).count('system', 'one');
    await theatre.prove();
    const { file } = await take(bundlePath());
    expect(await judged(file)).toMatchObject({ intact: true, complete: true, faults: [] });
    expect(records(file, 'evidence')).toHaveLength(1);
  });

  test('leaves out what no checkpoint covers, and waits for one a while', async () => {
    await lead.play.record('duty', 'lead.noted', { text: '再次联系' });
    const { version } = await lead.play.file();
    const early = await take(bundlePath());
    expect(records(early.file, 'bundle')[0].version).toBe(version);
    expect(records(early.file, 'inclusion').at(-1).version).toBe(version - 1);
    expect(await judged(early.file)).toMatchObject({ intact: true, complete: false });
    const waiting = take(bundlePath());
    await new Promise((resolve) => setTimeout(resolve, 300));
    await theatre.prove();
    expect(records((await waiting).file, 'inclusion').at(-1).version).toBe(version);
  });

  test('is of leads alone', async () => {
    const [{ id }] = await theatre.ds.query(`select id from case_file where definition like 'access@%' limit 1`);
    for (const one of [id, 'x', '0192f3a0-0000-7000-8000-000000000001'])
      expect((await take(`/audit/leads/${one}/bundle`)).status).toBe(404);
  });
});

describe('the whole log', () => {
  test('is intact and complete', async () => {
    const { file, headers } = await take('/audit/log');
    const [{ size }] = records(file, 'log');
    expect(headers.get('content-disposition')).toBe(`attachment; filename="log-${size}.ndjson"`);
    expect(await judged(file)).toMatchObject({ file: 'log', entries: size, intact: true, complete: true, faults: [] });
    expect(records(file, 'manifest')).toHaveLength(1);
  });

  test('tells what the ledger has lost', async () => {
    const where = 'case_id = $1 and version = 3';
    const [kept] = await theatre.ds.query(`select * from ledger_entry where ${where}`, [lead.play.id]);
    await theatre.database.tamper(`delete from ledger_entry where ${where}`, [lead.play.id]);
    const { file } = await take('/audit/log');
    const { intact, faults } = await judged(file);
    expect([intact, faults[0]?.code, faults[0]?.case, faults[0]?.version]).toEqual([false, 'missing', lead.play.id, 3]);
    const columns = Object.keys(kept);
    await theatre.database.tamper(
      `insert into ledger_entry (${columns}) values (${columns.map((_, i) => `$${i + 1}`)})`,
      Object.values(kept),
    );
    expect((await judged((await take('/audit/log')).file)).intact).toBe(true);
  });
});

describe('what is taken along', () => {
  test('is on record before its first byte leaves, as exported', async () => {
    const about = [lead.play.id, null];
    for (const [i, path] of [bundlePath(), '/audit/log'].entries()) {
      const left = await entriesOf(theatre, () => take(path));
      expect(left).toEqual([{ type: 'log.exported', actor: 'auditor', about: about[i] }]);
      await holding(theatre, 'fail', async () => {
        const { status, file } = await take(path);
        expect([path, status, JSON.parse(String(file)).code]).toEqual([path, 503, 'accessNotOnRecord']);
      });
    }
  });

  test('carries the older checkpoints that the auditor holds, and says when a size was never signed', async () => {
    const sizes = await theatre.ds.query('select size::int as size from checkpoint order by id');
    const [older] = sizes;
    const { status, file } = await take(`${bundlePath()}?from=${older.size}`);
    expect(status).toBe(200);
    expect(records(file, 'consistency')[0]).toMatchObject({ from: older.size });
    expect(await judged(file)).toMatchObject({ intact: true, complete: true, faults: [] });
    expect((await take(`${bundlePath()}?from=3,999999`)).status).toBe(404);
    expect((await take(`${bundlePath()}?from=x`)).status).toBe(400);
  });

  test('is for auditors alone', async () => {
    for (const path of [bundlePath(), '/audit/log'])
      expect([path, (await theatre.get('duty', path)).status]).toEqual([path, 403]);
  });

  test('is read no further when the reader has left', async () => {
    const from = (await lastCheckpoint(theatre.ds))?.size ?? 0;
    await theatre.database.tamper(
      `insert into sequence (index, case_id, version, leaf)
       select n, md5('gone' || n)::uuid, 1, sha256('x') from generate_series($1::int, 400000) n`,
      [from],
    );
    await theatre.database.tamper(
      `insert into checkpoint (n, origin, size, root, note, keys, telling, signed_at)
       select n + 1, origin, 400000, root, note, keys, telling, signed_at from checkpoint order by id desc limit 1`,
    );
    const pages = countingPages();
    const leaving = new AbortController();
    const headers = { authorization: `Bearer ${await theatre.token('auditor')}` };
    const { body } = await fetch(`${theatre.address}/audit/log`, { headers, signal: leaving.signal });
    await body?.getReader().read();
    // A reader who stands still is waited for.
    await settled(() => pages.count);
    expect(pages.count).toBeLessThan(800);
    leaving.abort();
    await settled(() => pages.count);
    const stopped = pages.count;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect([pages.count, poolOf(theatre.ds).waitingCount]).toEqual([stopped, 0]);
    pages.stop();
    await theatre.database.tamper(`delete from checkpoint where size = 400000`);
    await theatre.database.tamper(`delete from sequence where index >= $1`, [from]);
  }, 120_000);
});

describe('an origin that continues another', () => {
  test('names its first key and that of the other', async () => {
    const { key } = await (await signer()).identity();
    await (await signer()).rotate();
    await theatre.prove();
    const rotated = (await take('/audit/log')).file;
    expect(records(rotated, 'key')).toEqual([{ lanjie: 'key', key }]);
    expect(await judged(rotated)).toMatchObject({ intact: true, complete: true });
    const second = (await (await signer()).identity()).key;
    await (await signer()).beginNewOrigin('lanjie/second');
    await lead.play.record('duty', 'lead.noted', { text: '恢复之后' });
    await theatre.prove();
    const continued = (await take('/audit/log')).file;
    const third = (await (await signer()).identity()).key;
    expect(records(continued, 'key')).toEqual([
      { lanjie: 'key', key: third },
      { lanjie: 'key', key: second, of: rotatedOrigin(rotated) },
    ]);
    const { report } = await verifiers.judge({ file: continued, keys: [second, third] });
    expect(report).toMatchObject({ intact: true, faults: [] });
    expect((await judged((await take(bundlePath())).file)).file).toBe('bundle');
  });
});

const rotatedOrigin = (file: Buffer) => records(file, 'log')[0].origin;

/** The signer that this server carries. */
function signer(): Promise<Signer> {
  const carried = Reflect.get(theatre.app.get(Checkpoints), 'signer');
  return carried.open();
}

function countingPages() {
  const pool = poolOf(theatre.ds);
  const { query } = pool;
  const counting = {
    count: 0,
    stop: () => {
      pool.query = query;
    },
  };
  pool.query = ((...asked: Parameters<typeof query>) => {
    const [one] = asked as unknown as [{ name?: string }];
    if (one.name === 'places-all') counting.count += 1;
    return Reflect.apply(query, pool, asked);
  }) as typeof query;
  return counting;
}

/** Waits until a number rests. */
async function settled(read: () => number): Promise<void> {
  for (let last = -1, same = 0; same < 10; last = read()) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    same = read() === last ? same + 1 : 0;
  }
}
