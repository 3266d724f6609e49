// npm run bench:export: how long it takes an auditor to take the whole log along, and a case with its proofs, and how much
// memory that takes the server. The server runs as `npm start` runs it. Settings: LANJIE_BENCH_CASES (100000), one entry each.
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { makeHome, prepare, removeHome, startServer, withClient } from './ground.mjs';
import { endAll } from './processes.mjs';
import { post } from './walk.mjs';

const say = (line) => process.stdout.write(`${line}\n`);
const cases = Number(process.env.LANJIE_BENCH_CASES || 100_000);

/** The most memory a process has had since it was last asked, in MB. Linux alone knows. */
function peak(pid) {
  const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
  return Math.round(Number(kilobytes) / 1024);
}

async function take(url, path, token) {
  const begun = performance.now();
  const answer = await fetch(url + path, { headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  let bytes = 0;
  for await (const chunk of answer.body) bytes += chunk.length;
  return { seconds: (performance.now() - begun) / 1000, megabytes: bytes / 1_000_000 };
}

async function bench(home) {
  const [id] = await prepare(home, cases, say);
  const server = await startServer(home);
  const auditor = { username: 'auditor', password: 'lanjie-demo' };
  await withClient(server.database, async (client) => {
    const left = async () => (await client.query('select count(*)::int as n from pending_leaf')).rows[0].n;
    while ((await left()) > 0) await pause(500);
  });
  await pause(2_000);
  const { accessToken } = await post(server.url, '/auth/token', auditor);
  const headers = { authorization: `Bearer ${accessToken}` };
  const begun = performance.now();
  const { counted } = await post(server.url, '/audit/manifests', {}, { ...headers, 'idempotency-key': 'bench' });
  say(`${counted.cases} cases counted in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  await pause(2_000);
  const before = peak(server.pid);
  for (const [what, path] of [
    ['the whole log', '/audit/log'],
    ['one case', `/audit/leads/${id}/bundle`],
  ]) {
    const { seconds, megabytes } = await take(server.url, path, accessToken);
    say(
      `${what}: ${megabytes.toFixed(1)} MB in ${seconds.toFixed(1)} s; the server had ${peak(server.pid)} MB at most`,
    );
  }
  say(`before: ${before} MB`);
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
