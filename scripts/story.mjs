// Plays the Guilin case through the REST API before your eyes: npm run story [-- --lang=zh|en] [-- --delay=ms]
// Talks to the server at LANJIE_URL, else at PORT on this machine; starts one for the time of the story if none answers.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NODE, ROOT } from './setup.mjs';

const options = Object.fromEntries(process.argv.slice(2).map((argument) => argument.replace(/^--/, '').split('=')));
const lang =
  options.lang === 'en' || (options.lang === undefined && !/^zh/i.test(process.env.LANG ?? '')) ? 'en' : 'zh';
const delay = Number(options.delay ?? 300);
const base = process.env.LANJIE_URL ?? `http://127.0.0.1:${process.env.PORT || 3000}`;
const story = JSON.parse(readFileSync(join(ROOT, 'test/stories/guilin.json'), 'utf8'));
const areas = {
  teller: 'bank',
  duty: 'center',
  county: 'center',
  station: 'station',
  officer: 'station',
  custodian: 'station',
};
const tokens = new Map();
const say = (line) => process.stdout.write(`${line}\n`);

async function call(method, path, { token, body, headers = {} } = {}) {
  const response = await fetch(base + path, {
    method,
    headers: {
      'accept-language': lang === 'en' ? 'en' : 'zh-CN',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

// What weighs much needs a sign-in of the last five minutes, and a slow reader takes longer than that.
const FRESH_MS = 4 * 60_000;

async function signIn(who) {
  if (!(Date.now() - tokens.get(who)?.at < FRESH_MS)) {
    const { status, body } = await call('POST', '/auth/token', { body: { username: who, password: 'lanjie-demo' } });
    if (status !== 200)
      throw new Error(`${who} cannot sign in (${status} ${body.code}): the story needs the demo data`);
    tokens.set(who, { token: body.accessToken, at: Date.now() });
  }
  return tokens.get(who).token;
}

const view = async (who, id) => (await call('GET', `/${areas[who]}/leads/${id}`, { token: await signIn(who) })).body;

/** "$return-1.proposal" in a body stands for a fact of a part. */
async function filled(body, who, id) {
  const text = JSON.stringify(body);
  const found = /"\$([a-z]+-\d+)\.(\w+)"/.exec(text);
  if (!found) return body;
  const part = (await view(who, id)).parts.find((one) => one.id === found[1]);
  return JSON.parse(text.replace(found[0], JSON.stringify(part.facts[found[2]])));
}

function show({ status, body }, step) {
  if (status >= 400) {
    say(`      ✗ ${status} ${body.detail}`);
    for (const rule of body.rules ?? []) say(`        · ${rule.sentence}（${rule.basis}）`);
    return step.refused?.status === status && step.refused.code === body.code;
  }
  for (const { part, to } of body.moved) say(`      ✓ ${part} → ${typeof to === 'string' ? to : JSON.stringify(to)}`);
  if (body.moved.length === 0) say('      ✓');
  return !step.refused;
}

/** Until the approval of a return is covered by a signed checkpoint, which takes a second or two, the return is refused. */
async function asSoonAsProved(send) {
  for (let attempt = 0; ; attempt++) {
    const answer = await send();
    if (attempt === 40 || answer.status !== 409 || answer.body.rules?.[0]?.code !== 'approvalProved') return answer;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

async function play() {
  say(`\n${story.title[lang]}\n`);
  let id = '';
  // Nobody may be held twice within 24 hours, so each playing has another customer.
  const random = String(Math.floor(Math.random() * 1e8)).padStart(8, '0');
  const fresh = (body) =>
    JSON.parse(
      JSON.stringify(body)
        .replace('99990001234', `999${random}`)
        .replace('199001011237', `19900101${random.slice(4)}`),
    );
  for (const step of story.steps) {
    const { who, event } = step;
    say(`${step.time}  ${who.padEnd(9)}  ${event}\n      ${step.say[lang]}`);
    const token = await signIn(who);
    const headers = { 'idempotency-key': randomUUID() };
    // The story's own times lie in 2024; here every step happens now.
    const body = await filled(
      event === 'lead.filed' ? { ...step.body, filedAt: new Date().toISOString() } : fresh(step.body),
      who,
      id,
    );
    const path = id === '' ? '/bank/leads' : `/${areas[who]}/leads/${id}/events/${event}`;
    const answer = await asSoonAsProved(() => call('POST', path, { token, body, headers }));
    if (!show(answer, step)) throw new Error(`${event} went otherwise than told: ${JSON.stringify(answer.body)}`);
    id ||= answer.body.receipt.case;
    await new Promise((resolve) => setTimeout(resolve, delay));
  }
  const file = await view('duty', id);
  say(`\n${file.number}  ${file.version} entries, closed ${file.closedAt}`);
  for (const part of file.parts.slice(1))
    say(`  ${part.id.padEnd(10)} ${typeof part.state === 'string' ? part.state : JSON.stringify(part.state)}`);
  say(`\nnpm run replay -- ${file.number}`);
}

const reachable = () =>
  fetch(`${base}/health/ready`).then(
    (response) => response.ok,
    () => false,
  );

async function startServer() {
  say('No server answers; starting one for the story.');
  const server = spawn(NODE, [join(ROOT, 'dist/src/main.js')], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { LANJIE_DEMO_CASES: '0', ...process.env, LOG_LEVEL: 'error' },
  });
  const gone = new Promise((resolve) => server.once('exit', resolve));
  // If it ends at once, another server may just be starting on the same home: then that one is waited for.
  for (let waited = 0; waited < 60_000; waited += 200) {
    if (await reachable()) return { server, gone };
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  server.kill();
  throw new Error(`no server answers at ${base}: see the sentence above`);
}

let own = null;
try {
  if (!(await reachable()) && !process.env.LANJIE_URL) own = await startServer();
  await play();
} catch (error) {
  process.stderr.write(`lanjie: ${error.cause ? `${base} does not answer: start it with npm start` : error.message}\n`);
  process.exitCode = 1;
} finally {
  own?.server.kill('SIGTERM');
  await own?.gone;
}
