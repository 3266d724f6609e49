import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { ContentDamaged, openContent, sealContent } from '../../src/access/sealing/index.js';

const key = randomBytes(32);
const caseId = '01900000-0000-7000-8000-000000000001';
const piece = 64 * 1024;
const sealedPiece = piece + 16;
const head = 40;

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function all(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const seal = (bytes: Buffer, size = 10_000) => all(sealContent(key, caseId, inPieces(bytes, size)));
const open = (bytes: Buffer, size = 10_000, by = key, id = caseId) => all(openContent(by, id, inPieces(bytes, size)));

describe('content of any length', () => {
  test.each([0, 1, piece - 1, piece, piece + 1, 3 * piece, 3 * piece + 7])('of %i bytes comes back', async (length) => {
    const bytes = randomBytes(length);
    for (const size of [1_000_000, 4_096, 65_535]) {
      const sealed = await seal(bytes, size);
      expect(sealed.length).toBe(head + length + 16 * Math.max(1, Math.ceil(length / piece)));
      expect((await open(sealed, 70_001)).equals(bytes)).toBe(true);
    }
  });

  test('shows nothing of itself, and never looks the same twice', async () => {
    const bytes = Buffer.from('canary'.repeat(1000));
    const [one, two] = [await seal(bytes), await seal(bytes)];
    expect(one.includes('canary')).toBe(false);
    expect(one.equals(two)).toBe(false);
  });

  const bytes = randomBytes(3 * piece + 100);
  const at = (n: number) => head + n * sealedPiece;
  const spoilt: readonly (readonly [string, (sealed: Buffer) => Buffer])[] = [
    ['with one bit changed in its last piece', (s) => flipped(s, s.length - 20)],
    ['with one bit changed in its first piece', (s) => flipped(s, head + 5)],
    ['with another salt', (s) => flipped(s, 20)],
    ['cut at the end of a piece', (s) => s.subarray(0, at(2))],
    ['cut within a piece', (s) => s.subarray(0, at(1) + 77)],
    ['cut within its last tag', (s) => s.subarray(0, s.length - 1)],
    ['cut to its head', (s) => s.subarray(0, head)],
    ['cut within its head', (s) => s.subarray(0, 12)],
    ['empty', () => Buffer.alloc(0)],
    [
      'with two pieces changed about',
      (s) =>
        Buffer.concat([s.subarray(0, at(0)), s.subarray(at(1), at(2)), s.subarray(at(0), at(1)), s.subarray(at(2))]),
    ],
    ['with a piece left out', (s) => Buffer.concat([s.subarray(0, at(1)), s.subarray(at(2))])],
    ['with a piece doubled', (s) => Buffer.concat([s.subarray(0, at(1)), s.subarray(at(0))])],
    ['with something behind it', (s) => Buffer.concat([s, Buffer.alloc(20)])],
    ['with its last piece again behind it', (s) => Buffer.concat([s, s.subarray(at(3))])],
  ];

  test.each(spoilt)('is refused %s', async (_, spoil) => {
    await expect(open(spoil(await seal(bytes)))).rejects.toThrow(ContentDamaged);
  });

  test('opens under no other key and for no other case', async () => {
    const sealed = await seal(bytes);
    await expect(open(sealed, 10_000, randomBytes(32))).rejects.toThrow(ContentDamaged);
    await expect(open(sealed, 10_000, key, caseId.replace(/1$/, '2'))).rejects.toThrow(ContentDamaged);
  });

  test('yields what is authentic before it finds what is not', async () => {
    const sealed = flipped(await seal(bytes), at(2) + 5);
    const got: Buffer[] = [];
    const reading = async () => {
      for await (const chunk of openContent(key, caseId, inPieces(sealed, 5_000))) got.push(chunk);
    };
    await expect(reading()).rejects.toThrow(ContentDamaged);
    expect(Buffer.concat(got).equals(bytes.subarray(0, 2 * piece))).toBe(true);
  });
});

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}
