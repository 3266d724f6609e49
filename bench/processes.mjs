// The processes of the benchmark: none outlives it.
import { spawn } from 'node:child_process';

const living = new Set();

/** Starts a program that ends with this process at the latest. Its standard output is given to `hear`, if there is one. */
export function launch(command, args, { env = process.env, hear } = {}) {
  const child = spawn(command, args, { env, stdio: ['ignore', hear ? 'pipe' : 'ignore', 'pipe'] });
  child.said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    child.said = (child.said + text).slice(-4_000);
  });
  child.stdout?.setEncoding('utf8').on('data', hear);
  living.add(child);
  child.over = new Promise((resolve) => child.once('close', resolve).once('error', resolve)).finally(() =>
    living.delete(child),
  );
  return child;
}

/** Runs a program to its end and returns its standard output. Throws with what it said when it failed. */
export async function run(command, args, env = process.env) {
  let out = '';
  const child = launch(command, args, {
    env,
    hear: (text) => {
      out += text;
    },
  });
  const code = await child.over;
  if (code !== 0) throw new Error(`${command} failed (${code}): ${child.said || out}`);
  return out;
}

/** Ends a process that `launch` started: asks, and insists after 30 s. */
export async function end(child) {
  child.kill('SIGTERM');
  const insist = setTimeout(() => child.kill('SIGKILL'), 30_000);
  await child.over;
  clearTimeout(insist);
}

/** Ends all that still run. */
export async function endAll() {
  await Promise.all([...living].map(end));
}
