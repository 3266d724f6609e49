// What a fresh clone needs before any task: packages and a build. Plain JavaScript that older Nodes run too.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** The Node that runs Lanjie, whatever the machine's own is. */
export const NODE = join(ROOT, 'node_modules', '.bin', 'node');

/** For the server: the garbage of a request is young, and a larger nursery frees it more cheaply (5 % of Node's time). */
export const SERVER_FLAGS = ['--max-semi-space-size=64'];

const STAMP = join(ROOT, 'dist', '.built-from');
// One per user: a lock that another user left behind could not be taken away.
const LOCK = join(
  tmpdir(),
  `lanjie-setup-${process.getuid?.() ?? 'user'}-${createHash('sha256').update(ROOT).digest('hex').slice(0, 12)}`,
);

/** Installs packages unless those of the lock file are there, and builds unless dist/ was made from these sources. */
export function setUp({ withBuild = true } = {}) {
  const ready = () => installed() && (!withBuild || built());
  if (ready()) return;
  takeTurns(() => {
    if (!installed()) install();
    if (!ready()) build();
  });
}

function install() {
  say('Installing packages (npm ci) …');
  // Neither npm nor the packages' own scripts may run on a Node inside the folder that npm ci replaces.
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.startsWith(join(ROOT, 'node_modules')));
  run('npm ci', 'npm', ['ci', '--loglevel=error'], { ...process.env, PATH: path.join(delimiter) });
  if (!installed()) fail('npm ci did not install what package-lock.json asks for: see its output above.');
}

function build() {
  say('Building …');
  // Gone first and written last: an interrupted build is never taken for a whole one.
  rmSync(STAMP, { force: true });
  const stamp = fingerprint();
  run('The build', NODE, [join(ROOT, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js'), 'build'], process.env);
  writeFileSync(STAMP, stamp);
}

// npm notes in node_modules/.package-lock.json what it installed, as the last thing it does.
function installed() {
  const wanted = readJson('package-lock.json')?.packages;
  const present = readJson('node_modules/.package-lock.json')?.packages;
  if (!wanted) fail('package-lock.json is missing or broken: restore it.');
  if (!present || !existsSync(NODE)) return false;
  const same = (path) =>
    present[path]?.version === wanted[path]?.version && present[path]?.integrity === wanted[path]?.integrity;
  // What is optional may belong to other machines.
  const asked = Object.keys(wanted).filter(
    (path) => path !== '' && !wanted[path].optional && !wanted[path].devOptional,
  );
  return asked.every(same) && Object.keys(present).every(same);
}

function built() {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === fingerprint();
}

function fingerprint() {
  const hash = createHash('sha256');
  const alone = ['ormconfig.ts', 'tsconfig.json', 'tsconfig.build.json', 'nest-cli.json', 'package-lock.json'];
  for (const path of [...filesUnder('src'), ...filesUnder('migrations'), ...alone]) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(ROOT, path)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesUnder(folder) {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesUnder(join(folder, entry.name)) : [join(folder, entry.name)]));
}

// Two tasks on a fresh clone must not install over each other.
function takeTurns(work) {
  for (let told = false; !locked(); told = true) {
    if (!told) say('Waiting for another set-up to finish …');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
  const unlock = () => rmSync(LOCK, { recursive: true, force: true });
  process.on('exit', unlock);
  work();
  process.off('exit', unlock);
  unlock();
}

function locked() {
  try {
    mkdirSync(LOCK);
    writeFileSync(join(LOCK, 'pid'), String(process.pid));
    return true;
  } catch {
    const holder = Number(readText(join(LOCK, 'pid')) ?? Number.NaN);
    if (holder ? !alive(holder) : abandoned()) rmSync(LOCK, { recursive: true, force: true });
    return false;
  }
}

// Killed between making the folder and writing its number.
function abandoned() {
  const made = statSync(LOCK, { throwIfNoEntry: false });
  return made !== undefined && Date.now() - made.mtimeMs > 10_000;
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

// Whoever runs this stays until npm or the compiler has ended, also on Ctrl-C: an install that goes on alone would meet
// the next one. The task's own handlers then hear of the signal.
function run(name, command, args, env) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    if (process.listenerCount(signal) === 0) process.on(signal, () => {});
  const { status, error } = spawnSync(command, args, { cwd: ROOT, env, stdio: ['ignore', 2, 2] });
  if (error) fail(`${command} cannot be run (${error.code}): is it installed?`);
  if (status !== 0) fail(`${name} failed: see its output above.`);
}

function readText(path) {
  try {
    return readFileSync(resolve(ROOT, path), 'utf8');
  } catch {
    return undefined;
  }
}

function readJson(path) {
  try {
    return JSON.parse(readText(path));
  } catch {
    return undefined;
  }
}

function say(text) {
  process.stderr.write(`lanjie: ${text}\n`);
}

function fail(text) {
  say(text);
  process.exit(1);
}
