import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { FileKeys } from '../../src/access/sealing/index.js';
import { recomputeAll } from '../../src/cases/recompute-cases.js';
import { LayingDown } from '../../src/demo/past-cases/lay-down.js';
import { seedDemo } from '../../src/demo/seed-demo.js';
import { FolderBlobs } from '../../src/evidence/blobs/folder-blobs.js';
import { createDataSource } from '../../src/platform/database.js';
import { type FreshDatabase, freshDatabase } from '../database.js';

let database: FreshDatabase;
let ds: DataSource;
let home: string;
beforeAll(async () => {
  database = await freshDatabase();
  ds = await createDataSource(database.url, { poolSize: 8 }).initialize();
  home = await mkdtemp(join(tmpdir(), 'lanjie-past-'));
  await seedDemo(ds);
  await new LayingDown(
    { ds, keys: new FileKeys(home), blobs: new FolderBlobs(join(home, 'blobs')) },
    { now: Date.parse('2026-03-18T10:20:00+08:00') },
  ).run();
}, 120_000);
afterAll(async () => {
  await ds?.destroy();
  await database?.drop();
  await rm(home, { recursive: true, force: true });
});

it('x', async () => {
  const t = performance.now();
  const out: string[] = [];
  let n = 0;
  for await (const one of recomputeAll(ds)) {
    n++;
    for (const d of one.differences) out.push(`${one.called} ${JSON.stringify(d)}`);
  }
  console.log(n, performance.now() - t, out.length, out.slice(0, 20).join('\n'));
  expect(out).toEqual([]);
}, 120_000);
