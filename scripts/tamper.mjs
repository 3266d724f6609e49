// Tampers with logs in many ways, and has auditors' two verifiers judge them and honest ones: npm run tamper
// [-- --times=1000] [--clean=1000] [--agree=10000] [--seed=1] [--keep=folder]. Fails on a false alarm, on what is not
// seen or not named with its place, and where the two do not say the same; `keep` names where such files are left.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import '../test/on-build.mjs';

const { Pasts } = await import('../test/proof/histories.ts');
const { Proving } = await import('../test/proof/proving.ts');
const { tamperings } = await import('../test/proof/tampering.ts');
const { Verifiers } = await import('../test/proof/verifiers.ts');

const options = Object.fromEntries(process.argv.slice(2).map((argument) => argument.replace(/^--/, '').split('=')));
const seed = number('seed', 1);
const [clean, times, agree] = [number('clean', 1000), number('times', 1000), number('agree', 10_000)];

const verifiers = new Verifiers();
const pasts = new Pasts(Array.from({ length: 12 }, (_, index) => seed + index));
let failed = 0;

say(`Seed ${seed}: ${clean} honest logs, ${times} times each way, ${agree} files for agreement.`);
await part('honest logs', clean, (proving, some) => proving.clean(some));
for (const name of Object.keys(tamperings)) await part(name, times, (proving, some) => proving.tampered(name, some));
await part('agreement', agree, (proving, some) => proving.agree(some));
verifiers.close();
say(failed === 0 ? 'All seen, all named, no false alarm, no disagreement.' : `${failed} failed.`);
process.exitCode = failed === 0 ? 0 : 1;

async function part(name, count, act) {
  if (count === 0) return;
  const proving = new Proving(verifiers, pasts, seed);
  const began = performance.now();
  let told = began;
  for (let done = 0; done < count; done += 50) {
    await act(proving, Math.min(50, count - done));
    if (performance.now() - told < 15_000) continue;
    told = performance.now();
    say(`  ${name}: ${done + 50} of ${count}, ${proving.failures.length} failed`);
  }
  failed += proving.failures.length;
  for (const [i, failure] of proving.failures.entries()) tell(name, i, failure);
  const codes = [...proving.told].sort(([, a], [, b]) => b - a).map(([code, files]) => `${code} ${files}`);
  say(
    `${name}: ${count} in ${Math.round((performance.now() - began) / 1000)} s, ${proving.failures.length} failed; told: ${codes.join(', ') || 'nothing'}`,
  );
}

function tell(name, i, { what, question }) {
  if (i < 5) say(`  FAILED: ${what}`);
  if (!options.keep) return;
  mkdirSync(options.keep, { recursive: true });
  const path = join(options.keep, `${name.replaceAll(' ', '-')}-${i}`);
  writeFileSync(path, question.file);
  writeFileSync(`${path}.json`, JSON.stringify({ what, ...question, file: undefined }, null, 2));
}

/** A whole number from 0, from --name. */
function number(name, usual) {
  const value = Number(options[name] ?? usual);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  process.stderr.write(`lanjie: --${name} is a whole number from 0.\n`);
  process.exit(2);
}

function say(line) {
  process.stdout.write(`${line}\n`);
}
