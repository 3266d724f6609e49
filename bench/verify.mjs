// npm run bench:verify: how long auditors' two verifiers take over a log, and how much memory. The log is made of real
// histories, each copied under other ids and times; hashes, counts and signatures are real. Settings: LANJIE_BENCH_ENTRIES
// (1000000), LANJIE_BENCH_FILE (where to leave the log; else it is removed).
import { spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import '../test/on-build.mjs';
import { logFile } from '../dist/src/engine/ledger/audit-file.js';
import { table } from './report.mjs';

const { Copies } = await import('../test/proof/copies.ts');

const ROOT = new URL('../', import.meta.url).pathname;
const PROGRAMS = [
  [process.execPath, 'verify/verify.mjs'],
  ['python3', 'verify/verify.py'],
];
const POLL_MS = 100;

const size = Number(process.env.LANJIE_BENCH_ENTRIES ?? 1_000_000);
const folder = mkdtempSync(join(tmpdir(), 'lanjie-bench-'));
const file = process.env.LANJIE_BENCH_FILE ?? join(folder, 'log');
const say = (line) => process.stdout.write(`${line}\n`);

try {
  const copies = new Copies(size);
  const source = await copies.source();
  const [written] = await timed(() => pipeline(Readable.from(logFile(source)), createWriteStream(file)));
  const length = Math.round(statSync(file).size / 1e6);
  say(`${cpus().length} processors, ${cpus()[0]?.model}. ${size} entries of ${copies.cases} cases, ${length} MB,`);
  say(`made and written in ${written.toFixed(1)} s.`);
  const rows = [];
  for (const [command, program] of PROGRAMS) {
    const [seconds, { code, peak, told }] = await timed(() => verified(command, [program, file, '--json']));
    if (code !== 0) say(`${program} leaves with ${code}: ${told.slice(0, 500)}`);
    process.exitCode ||= code;
    rows.push([program, seconds.toFixed(1), megabytes(peak?.resident), megabytes(peak?.own)]);
  }
  say(table(['program', 'seconds', 'MB resident', 'shared pages once'], rows));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function megabytes(kibibytes) {
  return kibibytes === undefined ? '?' : Math.round(kibibytes / 1024);
}

async function timed(act) {
  const began = performance.now();
  const result = await act();
  return [(performance.now() - began) / 1000, result];
}

/** Runs a program; `peak`: the most memory in KiB that it and its children held at once, null where nobody says. */
function verified(command, words) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
    let told = '';
    let peak = null;
    const poll = setInterval(() => {
      const now = memoryOf(child.pid);
      if (now) peak = { resident: most(peak?.resident, now.resident), own: most(peak?.own, now.own) };
    }, POLL_MS);
    child.stdout.on('data', (text) => {
      told += text;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(poll);
      resolve({ code, peak, told });
    });
  });
}

function most(one, other) {
  return Math.max(one ?? 0, other);
}

/** What a process and those it started hold: pages in memory, and these with shared ones counted once. */
function memoryOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    const all = { resident: kibibytes(text, 'Rss'), own: kibibytes(text, 'Pss') };
    for (const child of childrenOf(pid)) {
      const { resident, own } = memoryOf(child) ?? { resident: 0, own: 0 };
      all.resident += resident;
      all.own += own;
    }
    return all;
  } catch {
    return null;
  }
}

function kibibytes(text, name) {
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1]);
}

function childrenOf(pid) {
  return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
  );
}
