// Everything that must hold before a change goes in. All steps run even if one fails; the last line counts them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const scratch = mkdtempSync(join(tmpdir(), 'lanjie-report-'));
const report = join(scratch, 'jest.json');
const jestArguments = process.argv.slice(2);

/** Name and Node arguments of each step; jest counts its own tests. */
const STEPS = [
  ['build', ['scripts/build.mjs']],
  ['style (Biome)', ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings']],
  ['types (tsc)', ['node_modules/typescript/bin/tsc', '--noEmit']],
  [
    'arrows (dependency-cruiser)',
    [
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      '--config',
      '.dependency-cruiser.cjs',
      'src',
      'migrations',
      'ormconfig.ts',
    ],
  ],
  ...(existsSync('scripts/docs.mjs') ? [['generated docs are fresh', ['scripts/docs.mjs', '--check']]] : []),
];

let passed = 0;
let failed = 0;
let current;

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    current?.kill(signal);
    failed++;
  });
}

for (const [name, args] of STEPS) {
  const status = await run(args);
  process.stdout.write(`${status === 0 ? 'passed' : 'FAILED'}: ${name}\n`);
  if (status === 0) passed++;
  else failed++;
}
await runJest();
rmSync(scratch, { recursive: true, force: true });
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;

async function runJest() {
  const jest = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'];
  const status = await run([...jest, '--forceExit', '--json', '--outputFile', report, ...jestArguments]);
  const result = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined;
  const broken = (result?.numFailedTests ?? 0) + (result?.numRuntimeErrorTestSuites ?? 0);
  passed += result?.numPassedTests ?? 0;
  // Jest may also fail as a whole, outside any test.
  failed += status === 0 ? broken : Math.max(1, broken);
}

async function run(args) {
  // Jest prints its report on standard output too when told to write it: its human one goes to standard error.
  const quiet = args.includes('--json');
  current = spawn(process.execPath, args, { stdio: ['ignore', quiet ? 'ignore' : 'inherit', 'inherit'] });
  const [status] = await once(current, 'exit');
  return status;
}
