// The access matrix: every operation, caller, relation and place, with both walls and with either away: npm run matrix
// [-- --walls=both,policyOff,rowsOff|none] [--cells=all|pairs] [--mutants=all|none|equivalent|policy] [--parallel=2]. Fails when
// somebody sees or changes what is not theirs, and when a mutant of a wall goes unseen.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import '../test/on-build.mjs';
import { startEmbeddedPostgres } from '../dist/src/platform/embedded-postgres.js';

const { makeGround } = await import('../test/matrix/ground/ground.ts');
const { judge, planOf, wallsOfAll } = await import('../test/matrix/matrix.ts');
const { hunt } = await import('../test/matrix/mutants/hunt.ts');

const options = Object.fromEntries(process.argv.slice(2).map((argument) => argument.replace(/^--/, '').split('=')));
const walls = options.walls === 'none' ? [] : options.walls ? options.walls.split(',') : wallsOfAll;
const isAll = options.cells !== 'pairs';
const mutants = options.mutants ?? 'all';
const parallel = Number(options.parallel ?? 2);

const home = mkdtempSync(join(tmpdir(), 'lanjie-matrix-'));
chmodSync(home, 0o711);
let ending;
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void end().then(() => process.exit(1)));
const database = await startEmbeddedPostgres({
  home,
  settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
});
try {
  process.env.TEST_DATABASE_URL = database.url;
  process.exitCode = (await all()) ? 0 : 1;
} catch (error) {
  if (!ending) {
    say(`lanjie: ${error.stack}`);
    process.exitCode = 1;
  }
} finally {
  await end();
}

async function all() {
  const ground = await makeGround();
  try {
    const { cells, gaps } = await planOf(ground);
    for (const gap of gaps) say(`GAP: ${gap}`);
    let isGood = gaps.length === 0;
    for (const one of walls) isGood = (await run(ground, cells, one)) && isGood;
    if (mutants !== 'none') isGood = (await chase(ground, cells)) && isGood;
    return isGood;
  } finally {
    await ground.remove();
  }
}

async function run(ground, cells, one) {
  const { tally, news } = await judge(ground, cells, one, isAll);
  for (const line of news.slice(0, 40)) say(`RED (${one}): ${line}`);
  if (news.length > 40) say(`… and ${news.length - 40} more`);
  const { requests, reds, succeeded, seconds } = tally;
  say(
    `${one}: ${tally.cells} cells, ${requests} requests in ${Math.round(seconds)} s; ${news.length} red, ` +
      `${reds.length} more for known holes; ${succeeded} of those let in were carried out or would have been`,
  );
  return news.length === 0;
}

async function chase(ground, cells) {
  const began = performance.now();
  const { hunted, alive, stale, spared, elsewhere } = await hunt({ ground, cells, parallel, which: mutants, say });
  for (const one of alive) say(`ALIVE: ${one}`);
  for (const one of stale) say(`no mutant is called so any more, or it dies: ${one}`);
  const seconds = Math.round((performance.now() - began) / 1000);
  say(
    `${hunted} mutants in ${seconds} s: ${alive.length} alive; ${spared} more are known to change nothing, ${elsewhere} turn another test red`,
  );
  return alive.length === 0 && stale.length === 0;
}

function end() {
  ending ??= database.stop().finally(() => rmSync(home, { recursive: true, force: true }));
  return ending;
}

function say(line) {
  process.stdout.write(`${line}\n`);
}
