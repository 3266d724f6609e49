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
/** Of a processor in a second, as Linux counts them for programs. */
const TICKS = 100;

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
    rows.push([
      program,
      seconds.toFixed(1),
      peak?.busy.toFixed(1) ?? '?',
      megabytes(peak?.resident),
      megabytes(peak?.own),
    ]);
  }
  say(table(['program', 'seconds', 'of a processor', 'MB resident', 'shared pages once'], rows));
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

/** Runs a program; `peak`: the most memory in KiB that it and its children held at once, and their time. */
function verified(command, words) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
    let told = '';
    let peak = null;
    const poll = setInterval(() => {
      const now = spentBy(child.pid);
      if (now) for (const name of Object.keys(now)) peak = { ...peak, [name]: Math.max(peak?.[name] ?? 0, now[name]) };
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

/** What a process and those it started hold: pages in memory, these with shared ones counted once; and its time so far. */
function spentBy(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    const all = { resident: kibibytes(text, 'Rss'), own: kibibytes(text, 'Pss'), busy: secondsOf(pid) };
    for (const child of childrenOf(pid))
      for (const [name, more] of Object.entries(spentBy(child) ?? {})) all[name] += more;
    return all;
  } catch {
    return null;
  }
}

/** Processor seconds of a process and of its children that have ended. */
function secondsOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks) / TICKS, 0);
}

function kibibytes(text, name) {
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1]);
}

function childrenOf(pid) {
  return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
  );
}
