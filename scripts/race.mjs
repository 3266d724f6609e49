// Racing approvals of returns through two engines on one database, counted again from the ledgers: npm run race
// [-- --approvals=10000] [--seed=1] [--seconds=600]. Fails when a law is broken, or when it could not fire all in time.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import '../test/on-build.mjs';
import { startEmbeddedPostgres } from '../dist/src/platform/embedded-postgres.js';

const { race } = await import('../test/race/race.ts');

const options = Object.fromEntries(process.argv.slice(2).map((argument) => argument.replace(/^--/, '').split('=')));
const wanted = {
  approvals: number('approvals', 10_000),
  seed: number('seed', 1),
  seconds: number('seconds', 600),
  cases: 12,
  rounds: 12,
};

const home = mkdtempSync(join(tmpdir(), 'lanjie-race-'));
chmodSync(home, 0o711);
let ending;
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void end().then(() => process.exit(1)));
const database = await startEmbeddedPostgres({ home });
try {
  process.env.TEST_DATABASE_URL = database.url;
  say(`${wanted.approvals} approvals, seed ${wanted.seed}, two engines on one database.`);
  const began = performance.now();
  let heard = began;
  const tally = await race({
    ...wanted,
    progress: ({ fired, recorded }) => {
      if (performance.now() - heard < 15_000) return;
      heard = performance.now();
      say(`${fired} fired, ${recorded} approved`);
    },
  });
  tell(tally, Math.round((performance.now() - began) / 1000));
  process.exitCode = tally.violations.length === 0 && tally.whole ? 0 : 1;
} catch (error) {
  if (!ending) {
    say(`lanjie: ${error.message}`);
    process.exitCode = 1;
  }
} finally {
  await end();
}

function end() {
  ending ??= database.stop().finally(() => rmSync(home, { recursive: true, force: true }));
  return ending;
}

function tell(tally, seconds) {
  const { cases, fired, recorded, replayed, refused, met, counted, executed, violations, whole } = tally;
  say(`\n${fired} approvals fired at ${cases} cases in ${seconds} s: ${recorded} approved, ${replayed} the same key`);
  say(`again, ${refused} refused. ${met} times both engines had decided on a case before either wrote.`);
  say(`Refused by (one refusal may name several):\n${lines(tally.reasons)}`);
  say(`Recorded meanwhile:\n${lines(tally.meanwhile)}`);
  for (const violation of violations) say(`VIOLATION: ${violation}`);
  if (!whole) say(`Out of time: ${fired} of ${wanted.approvals} approvals were fired.`);
  say(`${counted} approvals and ${executed} returns carried out, counted again; ${violations.length} violations`);
}

function lines(counts) {
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  return sorted.map(([name, times]) => `${String(times).padStart(7)} ${name}`).join('\n');
}

/** A whole number from 1, from --name. */
function number(name, usual) {
  const value = Number(options[name] ?? usual);
  if (Number.isSafeInteger(value) && value > 0) return value;
  process.stderr.write(`lanjie: --${name} is a whole number from 1.\n`);
  process.exit(2);
}

function say(line) {
  process.stdout.write(`${line}\n`);
}
