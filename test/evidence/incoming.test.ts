import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { AtOnce } from '../../src/evidence/at-once.js';
import { Incoming } from '../../src/evidence/incoming.js';

const jpeg = Buffer.concat([Buffer.from('ffd8ffe000104a46494600', 'hex'), Buffer.alloc(1_000)]);

async function take(source: Readable, limits: { idleMs: number; totalMs: number }) {
  const incoming = new Incoming(source, { maxBytes: 1_000_000, ...limits });
  for await (const _ of incoming.content());
  return incoming.size;
}

/** A byte now and then, for ever. */
function drip(everyMs: number): { source: Readable; end: () => void } {
  const source = new Readable({ read() {} });
  source.push(jpeg);
  const timer = setInterval(() => source.push(Buffer.alloc(1)), everyMs);
  return { source, end: () => clearInterval(timer) };
}

describe('a file that comes', () => {
  test('byte by byte is too slow as a whole, though it never stands still', async () => {
    const { source, end } = drip(5);
    await expect(take(source, { idleMs: 5_000, totalMs: 60 })).rejects.toMatchObject({
      status: 408,
      code: 'uploadTooSlow',
    });
    end();
  });

  test('that always has something ready is too slow all the same', async () => {
    const endless = Readable.from(
      (function* () {
        yield jpeg;
        for (;;) yield Buffer.alloc(1);
      })(),
    );
    await expect(take(endless, { idleMs: 5_000, totalMs: 30 })).rejects.toMatchObject({ code: 'uploadTooSlow' });
  });

  test('and then stands still is told that, and one in time is taken', async () => {
    const { source, end } = drip(60_000);
    await expect(take(source, { idleMs: 30, totalMs: 5_000 })).rejects.toMatchObject({ code: 'uploadStalled' });
    end();
    expect(await take(Readable.from([jpeg]), { idleMs: 1_000, totalMs: 1_000 })).toBe(jpeg.length);
  });
});

describe('files of one account at once', () => {
  test('are so many, and one more when one of them is done', () => {
    const atOnce = new AtOnce(2);
    const [first] = [atOnce.enter('officer'), atOnce.enter('officer')];
    expect(() => atOnce.enter('officer')).toThrow(expect.objectContaining({ status: 429, code: 'tooManyUploads' }));
    atOnce.enter('officer2');
    first?.();
    atOnce.enter('officer');
    expect(() => atOnce.enter('officer')).toThrow();
  });
});
