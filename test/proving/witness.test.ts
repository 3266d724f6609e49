import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { checkpointText } from '../../src/engine/ledger/checkpoint.js';
import { leafHash } from '../../src/engine/ledger/entry.js';
import {
  noteText,
  parseNote,
  parseVerifier,
  signatureOn,
  signedBy,
  signerOf,
  verifierText,
} from '../../src/engine/ledger/note.js';
import { emptyTree, grown, rootOf } from '../../src/engine/ledger/tree.js';
import { lastCheckpoint } from '../../src/engine/store/checkpoints.js';
import { Checkpoints } from '../../src/proving/checkpoints.js';
import { LogOverHttp } from '../../src/proving/served-log.js';
import type { Signer } from '../../src/proving/signer.js';
import { noteSigner, readSigningKey } from '../../src/proving/signing-keys.js';
import { Witness } from '../../src/proving/witness.js';
import { Play, scene, Theatre } from '../stories/play.js';

const folder = mkdtempSync(join(tmpdir(), 'lanjie-witness-'));
let theatre: Theatre;
let play: Play;
let key: string;
let witness: Witness;
let log: LogOverHttp;

/** The signer that this server carries. */
const signer = (): Promise<Signer> => Reflect.get(theatre.app.get(Checkpoints), 'signer').open();
const open = (more = {}) => Witness.open(folder, { name: 'witness/elsewhere', ...more });

async function grow(): Promise<number> {
  await play.record('duty', 'lead.noted', { text: '再次联系' });
  await theatre.prove();
  return (await lastCheckpoint(theatre.ds))?.size ?? 0;
}

/** A lead, a signed tree, and a server that lists the witness. */
beforeAll(async () => {
  witness = await open();
  theatre = await Theatre.open({ LANJIE_WITNESSES: witness.identity });
  witness.close();
  play = new Play(theatre);
  await play.tell({ steps: scene('to-the-scene', 1, 3) });
  ({ key } = await (await signer()).identity());
  const credentials = {
    username: 'auditor',
    password: async () => 'lanjie-demo',
    code: async () => {
      throw new Error('nobody has a second factor here');
    },
  };
  log = new LogOverHttp(theatre.address, credentials);
}, 120_000);
afterAll(async () => {
  await theatre?.close();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  witness = await open();
});
afterEach(() => witness.close());

const alarms = () => readdirSync(folder).filter((name) => name.startsWith('alarm-'));
const reopened = async (more = {}) => {
  witness.close();
  witness = await open(more);
};
const alarm = async () => {
  const before = alarms().length;
  const told = await witness.look(log).then(null, (error) => error);
  expect(alarms().length).toBe(before + 1);
  return told.reason;
};

describe('a witness', () => {
  test('has to be told the key of the log, once', async () => {
    await theatre.prove();
    await expect(witness.look(log)).rejects.toThrow(/--key/);
    await reopened({ key });
    await reopened();
    expect(await witness.look(log)).toMatchObject({ isNew: true });
  });

  test('countersigns a log that grows, and the house publishes that', async () => {
    const size = await grow();
    expect(await witness.look(log)).toMatchObject({ size, isNew: true, isPublished: true });
    const note = parseNote((await log.checkpoint()) ?? '');
    expect(signedBy(note, parseVerifier(witness.identity))).toBeGreaterThan(0);
    expect(await witness.look(log)).toMatchObject({ size, isNew: false, isPublished: true });
  });

  test('remembers over a restart what it has seen', async () => {
    const size = await grow();
    await reopened();
    expect(await witness.look(log)).toMatchObject({ size, isNew: true });
    await expect(open()).rejects.toThrow(/Another process/);
  });

  test('takes no other key for the log, and none that is no log’s', async () => {
    const other = verifierText(signerOf(parseVerifier(key).name, Buffer.alloc(32, 7)));
    witness.close();
    await expect(open({ key: other })).rejects.toThrow(/take another folder/);
    await expect(open({ key: witness.identity })).rejects.toThrow(/no public key of a log/);
    witness = await open({ key });
  });
});

describe('what a witness tells', () => {
  /** The tables as an owner can leave them, and the signer’s own key with which somebody signs what they like. */
  async function forged(leaves: readonly Buffer[]): Promise<void> {
    const stolen = readSigningKey(join(theatre.home, 'signer'));
    if (!stolen) throw new Error('no key');
    const { tree } = grown(emptyTree, leaves);
    const time = `time ${new Date().toISOString()}`;
    const text = checkpointText({ origin: stolen.origin, size: tree.size, root: rootOf(tree), extensions: [time] });
    const note = noteText({ text, signatures: [signatureOn(text, noteSigner(stolen))] });
    await theatre.database.tamper(
      `insert into checkpoint (n, origin, size, root, note, keys, telling, signed_at)
       select max(n) + 1, $1, $2, $3, $4, array[$5], false, now() from checkpoint`,
      [stolen.origin, tree.size, rootOf(tree), note, key],
    );
    await theatre.database.tamper('delete from sequence');
    for (const [index, leaf] of leaves.entries())
      await theatre.database.tamper(
        `insert into sequence (index, case_id, version, leaf) values ($1::int, md5($1::int::text)::uuid, 1, $2)`,
        [index, leaf],
      );
  }
  const leaves = async (): Promise<Buffer[]> =>
    (await theatre.ds.query('select leaf from sequence order by index')).map(({ leaf }: { leaf: Buffer }) => leaf);
  const kept = new Map<string, unknown[]>();
  const keep = async () => {
    for (const table of ['sequence', 'checkpoint', 'cosignature'])
      kept.set(table, await theatre.ds.query(`select * from ${table}`));
  };

  beforeEach(async () => {
    await grow();
    await witness.look(log);
    await keep();
  });
  // What was tampered with is put back: the witness has countersigned nothing of it.
  afterEach(async () => {
    for (const [table, rows] of kept) {
      await theatre.database.tamper(`delete from ${table}`);
      for (const row of rows as object[]) {
        const columns = Object.keys(row);
        await theatre.database.tamper(
          `insert into ${table} (${columns}) values (${columns.map((_, i) => `$${i + 1}`)})`,
          Object.values(row),
        );
      }
    }
    expect(await witness.look(log)).not.toBeNull();
  });

  test('another past, signed with the stolen key', async () => {
    await forged([leafHash(Buffer.from('changed')), ...(await leaves()).slice(1), leafHash(Buffer.from('more'))]);
    expect(await alarm()).toBe('otherPast');
    const file = readFileSync(join(folder, alarms().at(-1) ?? ''), 'utf8');
    expect([file.includes('\nshown:\n'), file.includes(witness.identity.split('+')[0] ?? '')]).toEqual([true, true]);
  });

  test('two logs of one size', async () => {
    await forged([...(await leaves()).slice(0, -1), leafHash(Buffer.from('changed'))]);
    expect(await alarm()).toBe('splitView');
  });

  test('a server that went back in time', async () => {
    await theatre.database.tamper('delete from checkpoint where n = (select max(n) from checkpoint)');
    expect(await alarm()).toBe('smaller');
  });

  test('a checkpoint that the log has not signed', async () => {
    const last = await lastCheckpoint(theatre.ds);
    const other = signatureOn('other\n', noteSigner({ origin: 'lanjie/other', seed: Buffer.alloc(32, 5) }));
    const note = noteText({
      text: (last?.note.split('\n\n')[0] ?? '').replace(/time .*/, 'time never').concat('\n'),
      signatures: [other],
    });
    await theatre.database.tamper(
      `insert into checkpoint (n, origin, size, root, note, keys, telling, signed_at)
       select n + 1, origin, size, root, $1, keys, false, now() from checkpoint order by id desc limit 1`,
      [note],
    );
    expect(await alarm()).toBe('signature');
  });

  test('and no proof is no alarm, but no peace either', async () => {
    await grow();
    await keep();
    await theatre.database.tamper('delete from sequence where index > 5');
    await expect(witness.look(log)).rejects.toThrow(/500/);
  });
});

describe('as a process', () => {
  const run = async (...args: string[]) => {
    witness.close();
    const main = join(import.meta.dirname, '../../dist/src/witness.js');
    const env = { LANJIE_WITNESS_PASSWORD: 'lanjie-demo' };
    const child = spawn(process.execPath, [main, '--folder', folder, ...args], { env });
    const said = { text: '' };
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said.text += String(chunk)));
    const [status] = await once(child, 'close');
    witness = await open();
    return { status, text: said.text };
  };
  const server = () => ['--server', theatre.address, '--user', 'auditor'];

  test('looks once and says what it saw', async () => {
    expect(await run('identity')).toEqual({ status: 0, text: `${witness.identity}\n` });
    const size = await grow();
    const looked = await run(...server(), '--once');
    expect(looked).toEqual({ status: 0, text: expect.stringContaining(`${size} entries, countersigned`) });
  });

  test('leaves with 2 where it can find out nothing', async () => {
    const wrong: [string[], RegExp][] = [
      [['--once'], /--server must be/],
      [['--server', 'http://example.org', '--user', 'auditor', '--once'], /--server must be the https/],
      [['--server', theatre.address, '--once'], /--user/],
      [['--server', theatre.address, '--user', 'nobody', '--once'], /lets nobody in/],
      [['--server', 'http://127.0.0.1:1', '--user', 'auditor', '--once'], /cannot be reached/],
      [[...server(), '--once', '--nonsense'], /called so/],
    ];
    for (const [args, words] of wrong) {
      const { status, text } = await run(...args);
      expect([args, status, text]).toEqual([args, 2, expect.stringMatching(words)]);
    }
  }, 60_000);

  test('leaves with 1, loudly, when the log is not what it was', async () => {
    const rows = await theatre.ds.query('select * from checkpoint order by id desc limit 1');
    await theatre.database.tamper('delete from checkpoint where n = (select max(n) from checkpoint)');
    const { status, text } = await run(...server(), '--every', '1');
    expect([status, text]).toEqual([1, expect.stringContaining('ALARM (smaller)')]);
    const columns = Object.keys(rows[0]);
    await theatre.database.tamper(
      `insert into checkpoint (${columns}) values (${columns.map((_, i) => `$${i + 1}`)})`,
      Object.values(rows[0]),
    );
  });
});

describe('a witness follows', () => {
  test('the keys that the log names, also when it has looked away', async () => {
    await (await signer()).rotate();
    await grow();
    await (await signer()).rotate();
    const size = await grow();
    expect(await witness.look(log)).toMatchObject({ size, isNew: true });
    await reopened();
    expect(await witness.look(log)).toMatchObject({ size, isNew: false });
  });

  test('another origin only when the auditor accepts it', async () => {
    await (await signer()).beginNewOrigin('lanjie/second');
    const size = await grow();
    expect(await alarm()).toBe('origin');
    await expect(witness.look(log, { origin: 'lanjie/third' })).rejects.toMatchObject({ reason: 'origin' });
    expect(await witness.look(log, { origin: 'lanjie/second' })).toMatchObject({ origin: 'lanjie/second', size });
    await reopened();
    expect(await witness.look(log)).toMatchObject({ isNew: false });
    expect(await witness.look(log)).toMatchObject({ origin: 'lanjie/second', isNew: false });
    await grow();
    expect(await witness.look(log)).toMatchObject({ origin: 'lanjie/second', isNew: true });
  });
});
