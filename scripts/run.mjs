// Runs one of the package's tasks: node scripts/run.mjs <task> [arguments]. Does the set-up by itself.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { NODE, ROOT, SERVER_FLAGS, setUp } from './setup.mjs';

const BIOME = 'node_modules/@biomejs/biome/bin/biome';

/** What each task runs on the bundled Node. */
const TASKS = {
  start: ['dist/src/main.js'],
  migrate: ['dist/src/migrate.js'],
  setup: ['dist/src/setup.js'],
  replay: ['dist/src/replay.js'],
  signer: ['dist/src/signer.js'],
  witness: ['dist/src/witness.js'],
  'rotate-keys': ['dist/src/rotate-keys.js'],
  story: ['scripts/story.mjs'],
  walks: ['scripts/walks.mjs'],
  race: ['scripts/race.mjs'],
  matrix: ['scripts/matrix.mjs'],
  tamper: ['scripts/tamper.mjs'],
  bench: ['bench/run.mjs'],
  'bench:checkpoints': ['bench/checkpoints.mjs'],
  'bench:export': ['bench/export.mjs'],
  'bench:verify': ['bench/verify.mjs'],
  docs: ['scripts/docs.mjs'],
  sbom: ['scripts/sbom.mjs'],
  test: ['scripts/test.mjs'],
  lint: [BIOME, 'check'],
  format: [BIOME, 'check', '--write'],
};

const [task, ...rest] = process.argv.slice(2);
const command = Object.hasOwn(TASKS, task ?? '') ? TASKS[task] : undefined;
if (!command) {
  process.stderr.write(`lanjie: no such task: name one of ${Object.keys(TASKS).join(', ')}.\n`);
  process.exit(2);
}

// The tests build for themselves, and count it.
setUp({ withBuild: task !== 'test' });
if (!existsSync(join(ROOT, command[0]))) {
  process.stderr.write(`lanjie: ${command[0]} is missing, so there is nothing to run.\n`);
  process.exit(1);
}

const flags = task === 'start' ? SERVER_FLAGS : [];
const child = spawn(NODE, [...flags, join(ROOT, command[0]), ...command.slice(1), ...rest], {
  cwd: ROOT,
  stdio: 'inherit',
});
// The task decides when it is done; this process only passes on what it is told.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
  process.stderr.write(`lanjie: ${NODE} cannot be run (${error.code}): run npm ci.\n`);
  process.exit(1);
});
child.on('exit', (code, signal) => {
  // Ended by a signal: 128 and its number, as a shell says it.
  const numbers = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };
  process.exit(signal ? 128 + (numbers[signal] ?? 0) : code);
});
