// Random walks through the whole catalogue, checked after every entry: npm run walks
// [-- --seeds=1000 | --seed=17] [--steps=1000] [--workers=2]. Fails when a walk does, and says how to walk it again.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import '../test/on-build.mjs';
import { transitionTable } from '../dist/src/engine/transition-table.js';
import { leadCase } from '../dist/src/lead/lead.case.js';
import { ROOT } from './setup.mjs';

const { add, emptyTally, rarest } = await import('../test/lead/walk/tally.ts');

const options = Object.fromEntries(process.argv.slice(2).map((argument) => argument.replace(/^--/, '').split('=')));
const steps = number('steps', 1000);
const seeds = options.seed
  ? [number('seed', 1)]
  : Array.from({ length: number('seeds', 1000) }, (_, index) => index + 1);
const workers = Math.min(number('workers', availableParallelism()), seeds.length);
const total = seeds.length;

const edges = Object.values(transitionTable(leadCase).kinds)
  .flatMap((kind) => Object.values(kind.edges))
  .flatMap((label) => Object.values(label))
  .reduce((all, pairs) => all + pairs.length, 0);
const sum = emptyTally();
const failures = [];
const began = Date.now();
let walked = 0;
let told = began;

say(`${total} seeds of ${steps} commands, ${workers} workers.`);
// Interrupted, it tells what it has walked; that is not the whole, and so no success.
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    summarise();
    process.exit(1);
  });
await Promise.all(Array.from({ length: workers }, work));
summarise();
process.exitCode = failures.length > 0 ? 1 : 0;

/** One worker, until no seed is left. */
function work() {
  const worker = new Worker(join(ROOT, 'test', 'lead', 'walk', 'worker.mjs'), { workerData: { steps } });
  return new Promise((resolve, reject) => {
    worker.on('error', reject);
    worker.on('message', ({ seed, tally, failure }) => {
      if (seed !== undefined) record(seed, tally, failure);
      const next = seeds.shift();
      if (next === undefined) resolve(worker.terminate());
      else worker.postMessage(next);
    });
  });
}

function record(seed, tally, failure) {
  walked++;
  add(sum, tally);
  if (failure) {
    failures.push(seed);
    say(`\nFAILED: ${failure}\nWalk it again: npm run walks -- --seed=${seed} --steps=${steps}\n`);
  }
  if (Date.now() - told < 15_000) return;
  told = Date.now();
  say(`${walked} of ${total} seeds, ${sum.commands} commands, ${perSecond()} a second, ${failures.length} failed`);
}

function summarise() {
  const strikes = Object.values(sum.struck).reduce((all, times) => all + times, 0);
  const events = rarest(leadCase.events.keys(), sum.taken);
  const never = events.filter((line) => line.startsWith('0 ')).map((line) => line.slice(2));
  say(`\n${sum.commands} commands and ${strikes} strikes in ${sum.cases} cases, ${perSecond()} commands a second;`);
  say(`${sum.refused} refusals; the longest closing took ${sum.closing} commands.`);
  say(`Never taken: ${never.join(', ') || 'none'}.`);
  say(`Rarest: ${events.slice(never.length, never.length + 10).join(', ')}.`);
  say(`Rarest clocks: ${rarest(leadCase.clocks.keys(), sum.struck).slice(0, 10).join(', ')}.`);
  say(`${Object.keys(sum.edges).length} of ${edges} edges of the transition table taken.`);
  const again = failures.length > 0 ? `: seeds ${failures.join(', ')}` : '';
  say(`${walked} of ${total} seeds walked, ${failures.length} failed${again}`);
}

function perSecond() {
  return Math.round(sum.commands / ((Date.now() - began) / 1000));
}

/** A whole number from 1, from --name or LANJIE_WALK_NAME. */
function number(name, usual) {
  const value = Number(options[name] ?? process.env[`LANJIE_WALK_${name.toUpperCase()}`] ?? usual);
  if (Number.isSafeInteger(value) && value > 0) return value;
  process.stderr.write(`lanjie: --${name} is a whole number from 1.\n`);
  process.exit(2);
}

function say(line) {
  process.stdout.write(`${line}\n`);
}
