import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { explain } from './platform/explain-start.js';
import { StartError } from './platform/start-error.js';
import { type Credentials, LogOverHttp, Unanswered } from './proving/served-log.js';
import { type Accepted, keyIn, type Looked, Witness, WitnessAlarm } from './proving/witness.js';

const usage = `npm run witness -- --folder DIR identity [--name NAME]     the witness's public key, for LANJIE_WITNESSES of the house
npm run witness -- --folder DIR --server URL --user NAME  looks every minute, until it is stopped
  --key KEY               the log's public key, as you were told it by another way; needed once
  --once                  looks once
  --every SECONDS         looks that often
  --accept-origin NAME    after an old backup was restored: the log that has taken the place of the one that was followed
Password and code are asked for, or taken from LANJIE_WITNESS_PASSWORD and LANJIE_WITNESS_CODE.
Leaves with 0 when all is well, 1 when the log is not what it was, 2 when nothing could be found out.`;

const options = {
  folder: { type: 'string' },
  server: { type: 'string' },
  user: { type: 'string' },
  name: { type: 'string' },
  key: { type: 'string' },
  once: { type: 'boolean' },
  every: { type: 'string' },
  'accept-origin': { type: 'string' },
} as const;

type Said = ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>;

function read(): Said {
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw new StartError(`A witness is called so:\n${usage}`, { cause: error });
  }
}

async function main(): Promise<void> {
  const { values, positionals } = read();
  const [command] = positionals;
  if (!values.folder || positionals.length > 1 || (command !== undefined && command !== 'identity'))
    throw new StartError(`A witness is called so:\n${usage}`);
  const { name, key } = values;
  const accepted = acceptedOf(values);
  // The key of a log that is accepted is not that of the one that was followed.
  const first = accepted?.key ? {} : key === undefined ? {} : { key };
  const witness = await Witness.open(resolve(values.folder), { ...(name === undefined ? {} : { name }), ...first });
  try {
    if (command === 'identity') process.stdout.write(`${witness.identity}\n`);
    else await watch(witness, new LogOverHttp(serverOf(values), credentialsOf(values)), values, accepted);
  } finally {
    witness.close();
  }
}

function acceptedOf({ 'accept-origin': origin, key }: Said['values']): Accepted | undefined {
  if (origin === undefined) return undefined;
  const said = key === undefined ? undefined : keyIn(key);
  return { origin, ...(said?.name === origin ? { key: said } : {}) };
}

function serverOf({ server }: Said['values']): string {
  const url = URL.parse(server ?? '');
  const isHere = url?.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url?.protocol === 'https:' || isHere) return url.href;
  throw new StartError('--server must be the https address of the house, such as https://lanjie.example: name it.');
}

function credentialsOf({ user }: Said['values']): Credentials {
  if (!user) throw new StartError('--user must name the account of an auditor.');
  const ask = (what: string, from: string) => async () => process.env[from] || prompt(what);
  return {
    username: user,
    password: ask(`Password of ${user}: `, 'LANJIE_WITNESS_PASSWORD'),
    code: ask('Code of the authenticator: ', 'LANJIE_WITNESS_CODE'),
  };
}

/** What somebody types stays invisible. */
async function prompt(question: string): Promise<string> {
  if (!process.stdin.isTTY)
    throw new StartError(
      'Nobody can be asked here: set LANJIE_WITNESS_PASSWORD, and LANJIE_WITNESS_CODE where needed.',
    );
  process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return await terminal.question('');
  } finally {
    terminal.close();
    process.stderr.write('\n');
  }
}

function secondsOf({ every }: Said['values']): number {
  const seconds = Number(every ?? 60);
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= 86_400) return seconds;
  throw new StartError('--every must be a whole number of seconds, 1 to 86400.');
}

async function watch(
  witness: Witness,
  log: LogOverHttp,
  values: Said['values'],
  accepted: Accepted | undefined,
): Promise<void> {
  const seconds = secondsOf(values);
  if (values.once) return tell(await witness.look(log, accepted), witness);
  const stopped = new AbortController();
  void Promise.race(['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => once(process, signal))).then(() => stopped.abort());
  while (!stopped.signal.aborted) {
    await lookOn(witness, log, accepted);
    await pause(seconds * 1000, undefined, { signal: stopped.signal }).catch(() => {});
  }
}

/** A server that is out of reach for a while is looked at again. */
async function lookOn(witness: Witness, log: LogOverHttp, accepted: Accepted | undefined): Promise<void> {
  try {
    tell(await witness.look(log, accepted), witness);
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
    process.stderr.write(`lanjie: ${new Date().toISOString()} ${error.message}\n`);
  }
}

function tell(looked: Looked | null, witness: Witness): void {
  const at = new Date().toISOString();
  if (!looked) return void process.stdout.write(`${at} nothing has been signed yet\n`);
  if (looked.isNew) process.stdout.write(`${at} ${looked.origin}: ${looked.size} entries, countersigned\n`);
  if (looked.isNew && !looked.isPublished)
    process.stderr.write(`lanjie: the house does not publish this signature: have it list ${witness.identity}\n`);
}

function sound(alarm: WitnessAlarm): void {
  process.stderr.write(
    `lanjie: ALARM (${alarm.reason}): ${alarm.message}\nshown:\n${alarm.shown}\nheld:\n${alarm.held ?? 'nothing'}\nBoth are kept in the folder of the witness.\n`,
  );
}

try {
  await main();
} catch (error) {
  if (error instanceof WitnessAlarm) sound(error);
  else process.stderr.write(`lanjie: ${explain(error)}\n`);
  process.exitCode = error instanceof WitnessAlarm ? 1 : 2;
}
