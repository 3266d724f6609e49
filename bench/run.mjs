// npm run bench: events a second over HTTP, beside pgbench making the same writes one interactive transaction at a time.
// The server runs as `npm start` runs it, on a database of its own with 100,000 reported cases, and wrk walks them forward;
// pgbench works on a copy of that database in the same PostgreSQL. Settings: LANJIE_BENCH_SECONDS of each measurement
// (8), LANJIE_BENCH_CASES (100000).
import { availableParallelism, cpus } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { footprints } from './footprint.mjs';
import { makeHome, prepare, removeHome, startServer, withClient } from './ground.mjs';
import { HttpLoad } from './http.mjs';
import { PgbenchLoad } from './pgbench.mjs';
import { endAll } from './processes.mjs';
import { summary, table } from './report.mjs';
import { tools } from './tools.mjs';
import { signIn, walk } from './walk.mjs';

const ROUNDS = 3;
const CONNECTIONS = [1, 16, 64, 128];
const CLIENTS = [8, 16, 32];

/** What one round measures, in this order. */
const ORDER = [
  ['http', 64],
  ['pgbench', 8],
  ['http', 128],
  ['pgbench', 16],
  ['http', 1],
  ['pgbench', 32],
  ['http', 16],
];

const say = (line) => process.stdout.write(`${line}\n`);

async function bench(home, { seconds, cases }) {
  const found = tools(say);
  const ids = shuffled(await prepare(home, cases, say));
  const server = await startServer(home);
  await tellMachine(server.database);
  const tokens = await signIn(server.url);
  const prints = await footprints(server, tokens);
  const http = new HttpLoad({ ...found, url: server.url, tokens, cases: ids, folder: home });
  const pgbench = new PgbenchLoad({ ...found, copy: server.copy, prints, cases, folder: home });
  await http.measure(64, 5);
  await pgbench.measure(16, 5);
  const measured = await alternate({ http, pgbench }, seconds);
  await tellClocks(server.database);
  tell(measured);
  await server.stop();
}

/** One side, then the other, so that whatever else the machine does meets both. */
async function alternate(sides, seconds) {
  const measured = new Map();
  for (let round = 1; round <= ROUNDS; round++) {
    for (const [name, n] of ORDER) {
      const one = await sides[name].measure(n, seconds);
      measured.set(`${name} ${n}`, [...(measured.get(`${name} ${n}`) ?? []), one]);
      say(`round ${round}: ${`${name} ${n}`.padEnd(10)} ${Math.round(one.perSecond)}/s`);
      await pause(500);
    }
  }
  return new Map([...measured].map(([name, all]) => [name, summary(all)]));
}

async function tellMachine(database) {
  const shown = await withClient(database, async (client) => {
    const { rows } = await client.query(
      `select name, setting from pg_settings where name in ('server_version', 'fsync', 'synchronous_commit')`,
    );
    return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
  });
  say(`${availableParallelism()} cores (${cpus()[0]?.model.trim()}), Node ${process.version}`);
  say(`PostgreSQL ${shown.server_version}, fsync ${shown.fsync}, synchronous_commit ${shown.synchronous_commit}`);
  say(`Each event on another case than those under way: ${walk.map(({ event }) => event).join(', ')}.`);
}

async function tellClocks(database) {
  const sql = `select count(*)::int as n from ledger_entry where type = 'clock.struck'`;
  const [{ n }] = await withClient(database, async (client) => (await client.query(sql)).rows);
  if (n > 0) say(`${n} clocks struck meanwhile: their writes are not counted.`);
}

function tell(measured) {
  const best = (name, numbers) => Math.max(...numbers.map((n) => measured.get(`${name} ${n}`).perSecond));
  const ms = (value) => value.toFixed(1);
  say(`\nHTTP (wrk), medians of ${ROUNDS} rounds`);
  const rows = CONNECTIONS.map((n) => [n, measured.get(`http ${n}`)]);
  say(
    table(
      ['connections', 'events/s', 'p50 ms', 'p99 ms', 'non-200'],
      rows.map(([n, { perSecond, p50, p99, refused }]) => [n, Math.round(perSecond), ms(p50), ms(p99), refused]),
    ),
  );
  say('\npgbench -M prepared, the same writes: one interactive, unbatched transaction an event');
  say(
    table(
      ['clients', 'events/s', 'mean ms'],
      CLIENTS.map((n) => [n, measured.get(`pgbench ${n}`)]).map(([n, { perSecond, mean }]) => [
        n,
        Math.round(perSecond),
        ms(mean),
      ]),
    ),
  );
  say(`\nratio to pgbench: ${(best('http', [64, 128]) / best('pgbench', CLIENTS)).toFixed(2)}`);
}

function shuffled(list) {
  const all = [...list];
  for (let i = all.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [all[i], all[j]] = [all[j], all[i]];
  }
  return all;
}

function wholeNumber(name, fallback, least, most) {
  const value = Number(process.env[name] || fallback);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Error(`${name} must be a whole number from ${least} to ${most}`);
}

let home;
let stopping;
const stop = () => {
  stopping ??= endAll()
    .then(() => home && removeHome(home))
    .catch((error) => process.stderr.write(`lanjie: ${error.message}\n`));
  return stopping;
};
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
])
  process.on(signal, () => void stop().then(() => process.exit(code)));

try {
  const options = {
    seconds: wholeNumber('LANJIE_BENCH_SECONDS', 8, 1, 30),
    cases: wholeNumber('LANJIE_BENCH_CASES', 100_000, 5_000, 10_000_000),
  };
  home = makeHome();
  await bench(home, options);
} catch (error) {
  // Stopped from outside: what was under way fails, and that is no news.
  if (!stopping) {
    process.stderr.write(`lanjie: ${error.message}\n`);
    process.exitCode = 1;
  }
} finally {
  await stop();
}
