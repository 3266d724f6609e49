// Where it all happens: a home of its own, the bundled PostgreSQL in it, the loaded database and its copy, the server.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { seedDemo } from '../dist/src/demo/seed-demo.js';
import { createDataSource, migrate } from '../dist/src/platform/database.js';
import { runningPostgresUrl, startEmbeddedPostgres } from '../dist/src/platform/embedded-postgres.js';
import { clearPostmaster } from '../dist/src/platform/postmaster.js';
import { NODE, ROOT, SERVER_FLAGS } from '../scripts/setup.mjs';
import { loadCases } from './load-cases.mjs';
import { end, launch } from './processes.mjs';

/** The database pgbench works on: a copy of the server's own, so with the same tables, rows, indexes and triggers. */
const COPY = 'lanjie_pgbench';

/** A new home, which the database's user can reach. */
export function makeHome() {
  const home = mkdtempSync(join(tmpdir(), 'lanjie-bench-'));
  chmodSync(home, 0o711);
  return home;
}

/** Ends a database that still runs in this home, and removes the home. */
export async function removeHome(home) {
  await clearPostmaster(join(home, 'postgres', 'data'));
  rmSync(home, { recursive: true, force: true });
}

/** Lays out the database, loads the cases and copies it. Returns the ids of the cases. */
export async function prepare(home, cases, say) {
  const bundled = await startEmbeddedPostgres({ home });
  try {
    const dataSource = createDataSource(bundled.url, { poolSize: 4, role: 'owner' });
    await migrate(dataSource);
    await dataSource.initialize();
    await seedDemo(dataSource);
    const begun = performance.now();
    await loadCases(dataSource, home, cases);
    say(`${cases} cases loaded in ${Math.round((performance.now() - begun) / 1000)} s`);
    await dataSource.query('vacuum analyze');
    const rows = await dataSource.query('select id from case_file');
    await dataSource.destroy();
    await withClient(databaseOf(bundled.url, 'postgres'), async (client) => {
      await client.query(`create database ${COPY} template lanjie`);
    });
    await withClient(databaseOf(bundled.url, COPY), async (client) => {
      await client.query('create table bench_case (n integer primary key, id uuid not null)');
      await client.query('insert into bench_case select row_number() over (order by random()), id from case_file');
      await client.query('vacuum analyze');
      await client.query('checkpoint');
    });
    return rows.map(({ id }) => id);
  } finally {
    await bundled.stop();
  }
}

/** Starts the server as `npm start` does, with more of an environment. Returns `{url, pid, database, copy, stop}`; the two are PostgreSQL URLs. */
export async function startServer(home, { nodeFlags = SERVER_FLAGS, more = {} } = {}) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const { DATABASE_URL: _, ...inherited } = process.env;
  const env = {
    ...inherited,
    LANJIE_HOME: home,
    HOST: '127.0.0.1',
    PORT: String(port),
    LOG_LEVEL: 'error',
    LANJIE_DEMO_CASES: '0',
    // The same work as ever, and no end to it.
    LANJIE_LIMITS: 'writes-account=500000000/60,writes-organisation=500000000/60',
    ...more,
  };
  const child = launch(NODE, [...nodeFlags, join(ROOT, 'dist/src/main.js')], { env });
  for (let waited = 0; !(await isReady(url)); waited += 100) {
    if (child.exitCode !== null || waited > 60_000) throw new Error(`the server does not start: ${child.said}`);
    await pause(100);
  }
  const database = await runningPostgresUrl(home);
  return { url, pid: child.pid, database, copy: databaseOf(database, COPY), stop: () => end(child) };
}

/** Runs something on one connection. */
export async function withClient(url, act) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}

function databaseOf(url, name) {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}

const isReady = (url) =>
  fetch(`${url}/health/ready`).then(
    (response) => response.ok,
    () => false,
  );

/** A port that nobody listens on. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
