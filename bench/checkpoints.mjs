// npm run bench:checkpoints: how long after its commit an entry is covered by a signed checkpoint. The server runs as
// `npm start` runs it, the signer in a process of its own; events come at a steady rate, each on another case. Settings:
// LANJIE_BENCH_SECONDS (60), LANJIE_BENCH_RATE events a second (300).
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { NODE, ROOT } from '../scripts/setup.mjs';
import { freePort, makeHome, prepare, removeHome, startServer, withClient } from './ground.mjs';
import { endAll, launch } from './processes.mjs';
import { post, signIn, walk } from './walk.mjs';

const say = (line) => process.stdout.write(`${line}\n`);
const seconds = Number(process.env.LANJIE_BENCH_SECONDS || 60);
const rate = Number(process.env.LANJIE_BENCH_RATE || 300);

/** From the answer of the database's clock at loading (before the commit) to the time in the checkpoint's text. */
const LATENCIES = `
  with told as (
    select extract(epoch from (select min(c.signed_at) from checkpoint c where c.size > s.index) - e.recorded_at) * 1000 as ms
    from ledger_entry e left join sequence s on s.case_id = e.case_id and s.version = e.version
    where e.recorded_at >= $1)
  select count(*)::int as entries, count(*) filter (where ms is null)::int as uncovered,
    percentile_disc(0.5) within group (order by ms)::float8 as p50,
    percentile_disc(0.99) within group (order by ms)::float8 as p99, max(ms)::float8 as worst
  from told`;

async function startSigner(home) {
  const secret = randomBytes(32).toString('hex');
  const port = await freePort();
  const folder = join(home, 'signer');
  mkdirSync(folder, { mode: 0o700 });
  const env = {
    ...process.env,
    LANJIE_SIGNER_HOME: folder,
    LANJIE_SIGNER_PORT: String(port),
    LANJIE_SIGNER_SECRET: secret,
  };
  launch(NODE, [join(ROOT, 'dist/src/signer.js')], { env });
  return { LANJIE_SIGNER_URL: `http://127.0.0.1:${port}`, LANJIE_SIGNER_SECRET: secret };
}

/** Sends events at the rate, whatever the answers take. Returns how many were accepted. */
async function send(url, tokens, ids) {
  const begun = performance.now();
  const answers = [];
  for (let n = 0; n < rate * seconds; n++) {
    const late = begun + (n * 1000) / rate - performance.now();
    if (late > 1) await pause(late);
    const { area, event, who, body } = walk[0];
    const headers = { authorization: `Bearer ${tokens.get(who)}`, 'idempotency-key': `bench-${n}` };
    answers.push(post(url, `/${area}/leads/${ids[n]}/events/${event}`, body, headers).then(() => true));
  }
  return (await Promise.all(answers)).length;
}

async function bench(home) {
  const ids = await prepare(home, Math.max(5_000, rate * seconds + 10), say);
  const server = await startServer(home, { more: await startSigner(home) });
  const tokens = await signIn(server.url);
  await withClient(server.database, async (client) => {
    const waits = async () => (await client.query('select count(*)::int as n from pending_leaf')).rows[0].n;
    while ((await waits()) > 0) await pause(200);
    const { rows } = await client.query('select clock_timestamp() as now');
    const begun = performance.now();
    const sent = await send(server.url, tokens, ids);
    const took = (performance.now() - begun) / 1000;
    await pause(5_000);
    const [{ entries, uncovered, p50, p99, worst }] = (await client.query(LATENCIES, [rows[0].now])).rows;
    say(
      `${sent} events in ${took.toFixed(1)} s: ${Math.round(sent / took)}/s; ${entries} entries, ${uncovered} not covered`,
    );
    say(`commit to checkpoint: p50 ${Math.round(p50)} ms, p99 ${Math.round(p99)} ms, worst ${Math.round(worst)} ms`);
  });
  await server.stop();
}

const home = makeHome();
let stopping;
const stop = () => (stopping ??= endAll().then(() => removeHome(home)));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void stop().then(() => process.exit(130)));
try {
  await bench(home);
} catch (error) {
  process.stderr.write(`lanjie: ${error.message}\n`);
  process.exitCode = 1;
} finally {
  await stop();
}
