import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parseCheckpoint } from '../../src/engine/ledger/checkpoint.js';
import { leafHash } from '../../src/engine/ledger/entry.js';
import { parseNote, parseVerifier, signedBy } from '../../src/engine/ledger/note.js';
import { consistencyProof, emptyTree, grown, type ReadNodes, rootOf } from '../../src/engine/ledger/tree.js';
import { Signer, SignerRefuses } from '../../src/proving/signer.js';

let folder: string;
let signer: Signer;
const moment = new Date('2026-01-02T03:04:05.678Z');
const open = () => Signer.open(folder, { origin: 'lanjie/test', now: () => moment });
beforeEach(async () => {
  known.clear();
  folder = mkdtempSync(join(tmpdir(), 'lanjie-signer-'));
  signer = await open();
});
afterEach(async () => {
  await signer.close().catch(() => {});
  rmSync(folder, { recursive: true });
});

/** A log of entries by their texts. */
class Log {
  private readonly leaves: Buffer[];

  constructor(texts: readonly string[]) {
    this.leaves = texts.map((text) => leafHash(Buffer.from(text)));
  }

  static of(size: number, name = 'a'): Log {
    return new Log(Array.from({ length: size }, (_, n) => `${name} ${n}`));
  }

  get tree() {
    return { size: this.leaves.length, root: rootOf(grown(emptyTree, this.leaves).tree) };
  }

  async proofFrom(old: number): Promise<Buffer[]> {
    // Levels above the leaves are not needed for logs as small as these.
    const read: ReadNodes = async (level, from, to) => (level === 0 ? this.leaves.slice(from, to) : []);
    return old === 0 || old > this.leaves.length ? [] : consistencyProof(read, old, this.leaves.length);
  }
}

const known = new Map<number, string>();

/** Has the log signed as a server does: with the proofs that the signer asks for. */
async function signed(log: Log, have = 0): Promise<string[]> {
  for (let old = 0, i = 0; i < 40; i++) {
    try {
      const asker = have === 0 ? null : { n: have, note: known.get(have) ?? '' };
      const notes = await signer.sign({ have: asker, ...log.tree, old, proof: await log.proofFrom(old) });
      for (const { n, note } of notes) known.set(n, note);
      return notes.map(({ note }) => note);
    } catch (error) {
      if (!(error instanceof SignerRefuses) || error.reason !== 'stale') throw error;
      old = error.size;
    }
  }
  throw new Error('asked too often');
}

const refusal = (log: Log) => signed(log).then(null, (error: SignerRefuses) => [error.reason, error.size]);
const lines = (note: string) => parseNote(note).text.split('\n');

describe('a signer', () => {
  test('signs a tree once, and remembers it over a restart', async () => {
    const [note = ''] = await signed(Log.of(3));
    expect(lines(note)).toEqual([
      'lanjie/test',
      '3',
      Log.of(3).tree.root.toString('base64'),
      `time ${moment.toISOString()}`,
      '',
    ]);
    const { key } = await signer.identity();
    expect(signedBy(parseNote(note), parseVerifier(key))).toBe(0);
    expect(await signed(Log.of(3))).toEqual([note]);
    await signer.close();
    signer = await open();
    expect((await signer.identity()).key).toBe(key);
    expect(await signed(Log.of(3))).toEqual([note]);
    expect(await signed(Log.of(5), 1)).toHaveLength(1);
  });

  test('refuses a tree that is smaller, or has another past', async () => {
    await signed(Log.of(5));
    expect(await refusal(Log.of(4))).toEqual(['shrunk', 5]);
    expect(await refusal(Log.of(5, 'b'))).toEqual(['rewritten', 5]);
    expect(await refusal(Log.of(9, 'b'))).toEqual(['rewritten', 5]);
    expect(await signed(Log.of(9), 1)).toHaveLength(1);
  });

  test('keeps what was written whole, and only that', async () => {
    await signed(Log.of(2));
    await signer.close();
    const path = join(folder, 'checkpoints.ndjson');
    const whole = readFileSync(path, 'utf8');
    appendFileSync(path, '{"n":2,"note":"lanjie');
    signer = await open();
    expect(readFileSync(path, 'utf8')).toBe(whole);
    expect(await signed(Log.of(4))).toHaveLength(2);
    await signer.close();
    appendFileSync(path, '{"n":7,"note":"x","keys":[]}\n');
    await expect(open()).rejects.toThrow(/Line 3 of .* is not what a signer wrote/);
  });

  test('keeps the key to its owner, and the folder to one process', async () => {
    expect(statSync(join(folder, 'signer.key')).mode & 0o777).toBe(0o600);
    const other = JSON.stringify(process.ppid);
    await signer.close();
    appendFileSync(join(folder, 'lock'), other);
    await expect(open()).rejects.toThrow(/Another process has/);
    rmSync(join(folder, 'lock'));
    signer = await open();
  });

  test('names its next key with the old one; from then on the next one signs', async () => {
    await signed(Log.of(2));
    const { key: old } = await signer.identity();
    const next = await signer.rotate();
    expect((await signer.identity()).key).toBe(next);
    await signed(Log.of(3));
    await signer.close();
    signer = await open();
    const [first = '', naming = '', last = ''] = await signed(Log.of(3));
    const by = (note: string) => [old, next].map((key) => signedBy(parseNote(note), parseVerifier(key)) !== null);
    expect([first, naming, last].map(by)).toEqual([
      [true, false],
      [true, true],
      [false, true],
    ]);
    expect(lines(naming)).toContain(`next-key ${next}`);
    expect(parseCheckpoint(parseNote(naming).text).size).toBe(2);
  });

  test('begins another log after an old backup was restored, and says what is lost', async () => {
    for (const size of [2, 5, 9, 14, 20]) await signed(Log.of(size));
    // The backup was of ten entries; three others came since.
    const restored = new Log([
      ...Array.from({ length: 10 }, (_, n) => `a ${n}`),
      ...Array.from({ length: 3 }, (_, n) => `new ${n}`),
    ]);
    expect(await refusal(restored)).toEqual(['shrunk', 20]);
    expect(await signer.beginNewOrigin('lanjie/second')).toBe('lanjie/second');
    // A restart in between forgets nothing.
    await signer.close();
    signer = await open();
    const notes = await signed(restored, 5);
    expect(notes).toHaveLength(1);
    expect(lines(notes[0] ?? '').slice(0, -1)).toEqual([
      'lanjie/second',
      '13',
      restored.tree.root.toString('base64'),
      `time ${moment.toISOString()}`,
      `continues lanjie/test 9 ${Log.of(9).tree.root.toString('base64')}`,
      `lost 20 ${Log.of(20).tree.root.toString('base64')}`,
    ]);
    expect(parseNote(notes[0] ?? '').signatures.map(({ name }) => name)).toEqual(['lanjie/second', 'lanjie/test']);
    // From here on the new log is held to itself.
    expect(await refusal(Log.of(20))).toEqual(['rewritten', 13]);
  });

  test('loses nothing by a new log when nothing was lost, and begins none twice', async () => {
    await signed(Log.of(4));
    await signer.beginNewOrigin('lanjie/fresh');
    await expect(signer.rotate()).rejects.toThrow('no checkpoint yet');
    const [note = ''] = await signed(Log.of(6), 1);
    expect(lines(note).slice(4, -1)).toEqual([`continues lanjie/test 4 ${Log.of(4).tree.root.toString('base64')}`]);
    for (const used of ['lanjie/test', 'lanjie/fresh'])
      await expect(signer.beginNewOrigin(used)).rejects.toThrow('already');
  });

  test('gives no key to a log that has had one', async () => {
    await signed(Log.of(1));
    await signer.close();
    rmSync(join(folder, 'signer.key'));
    await expect(open()).rejects.toThrow('The key of lanjie/test is missing');
    rmSync(join(folder, 'checkpoints.ndjson'));
    await expect(Signer.open(folder, { origin: 'not a name' })).rejects.toThrow('cannot be the name of a log');
    signer = await open();
  });

  test('does not go on for somebody who has more of its log than it remembers itself', async () => {
    await signed(Log.of(2));
    const path = join(folder, 'checkpoints.ndjson');
    const backup = readFileSync(path);
    await signed(Log.of(3), 1);
    await signed(Log.of(4), 2);
    await signer.close();
    writeFileSync(path, backup);
    signer = await open();
    await expect(signed(Log.of(5), 3)).rejects.toMatchObject({ reason: 'forgotten' });
    // Another note under the same number.
    known.set(1, known.get(2) ?? '');
    await expect(signed(Log.of(5), 1)).rejects.toMatchObject({ reason: 'forgotten' });
  });

  test('begins from nothing for whoever has the notes of a log that is no more', async () => {
    await signed(Log.of(2));
    known.set(50, known.get(1) ?? '');
    // Its folder was lost: the signer is another.
    await signer.close();
    rmSync(folder, { recursive: true });
    signer = await Signer.open(folder, { origin: 'lanjie/anew' });
    expect(await signed(Log.of(5), 50)).toHaveLength(1);
  });

  test('says so when nothing is shared', async () => {
    await signed(Log.of(4));
    await signer.beginNewOrigin('lanjie/third');
    const [note = ''] = await signed(Log.of(6, 'other'), 1);
    expect(lines(note)[4]).toBe(`continues lanjie/test 0 ${rootOf(emptyTree).toString('base64')}`);
  });
});
