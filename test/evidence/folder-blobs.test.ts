import { hash, randomBytes } from 'node:crypto';
import { mkdtemp, open, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sealContent } from '../../src/access/sealing/index.js';
import { BlobMissing } from '../../src/evidence/blobs/blobs.js';
import { ownDraft } from '../../src/evidence/blobs/draft-owner.js';
import { FolderBlobs, type OpenToWrite } from '../../src/evidence/blobs/folder-blobs.js';
import { Incoming } from '../../src/evidence/incoming.js';
import { sample } from '../stories/files.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lanjie-blobs-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const bytes = randomBytes(200_000);
const address = hash('sha256', bytes, 'hex');

async function* pieces(): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 30_000) yield bytes.subarray(at, at + 30_000);
}

async function files(): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

async function all(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('a file on its way in', () => {
  test('is never ahead of the disk by more than two pieces, however long it is', async () => {
    const key = randomBytes(32);
    const length = 50 * 1024 * 1024;
    const chunk = sample('mp4', 64 * 1024);
    let came = 0;
    let written = 0;
    let most = 0;
    async function* film() {
      for (; came < length; came += chunk.length) yield chunk;
    }
    const openToWrite: OpenToWrite = async () => ({
      writeFile: async (some) => {
        most = Math.max(most, came - written);
        written += Buffer.isBuffer(some) ? some.length : 0;
        await setImmediate();
      },
      sync: async () => {},
      close: async () => {},
    });
    const source = Readable.from(film(), { objectMode: false, highWaterMark: 64 * 1024 });
    const incoming = new Incoming(source, { maxBytes: 2 * length, idleMs: 1_000, totalMs: 60_000 });
    await new FolderBlobs(folder, openToWrite).draft(sealContent(key, 'case', incoming.content()));
    expect([incoming.size, incoming.type]).toEqual([came, 'video/mp4']);
    expect(written).toBeGreaterThan(length);
    expect(most).toBeLessThan(512 * 1024);
  });
});

describe('a folder of files', () => {
  test('gives a file its name once it is whole, and gives it back', async () => {
    const blobs = new FolderBlobs(folder);
    const draft = await blobs.draft(pieces());
    expect(draft.address).toBe(address);
    await expect(blobs.read(address)).rejects.toThrow(BlobMissing);
    await draft.keep();
    expect((await all(await blobs.read(address))).equals(bytes)).toBe(true);
    expect(await files()).toEqual([address]);
    await blobs.remove(address);
    await blobs.remove(address);
    await expect(blobs.read(address)).rejects.toThrow(BlobMissing);
  });

  test('reads nothing outside itself', async () => {
    const blobs = new FolderBlobs(folder);
    for (const wrong of ['../../etc/passwd', '', 'AB', `${'a'.repeat(63)}/`])
      await expect(blobs.read(wrong)).rejects.toThrow(BlobMissing);
  });

  test('keeps nothing of what breaks off', async () => {
    const blobs = new FolderBlobs(folder);
    async function* broken(): AsyncGenerator<Buffer> {
      yield bytes;
      throw new Error('gone');
    }
    await expect(blobs.draft(broken())).rejects.toThrow('gone');
    expect(await files()).toEqual([]);
  });

  test.each([
    ['ENOSPC', 507, 'storageFull'],
    ['EDQUOT', 507, 'storageFull'],
    ['EIO', 503, 'storageUnavailable'],
    ['EROFS', 503, 'storageUnavailable'],
  ])('says %s as %i, and keeps nothing', async (code, status, problem) => {
    for (const failing of ['write', 'sync'] as const) {
      const fault = () => Promise.reject(Object.assign(new Error(code), { code, syscall: failing }));
      const openToWrite: OpenToWrite = async (path) => {
        const file = await open(path, 'wx');
        let left = 3;
        return {
          writeFile: (some) => (failing === 'write' && left-- === 0 ? fault() : file.writeFile(some)),
          sync: () => (failing === 'sync' ? fault() : file.sync()),
          close: () => file.close(),
        };
      };
      await expect(new FolderBlobs(folder, openToWrite).draft(pieces())).rejects.toMatchObject({
        fields: { status, code: problem },
      });
      expect(await files()).toEqual([]);
    }
  });

  test('says 503 when it cannot be made', async () => {
    await writeFile(join(folder, 'blobs'), 'a file where a folder should be');
    await expect(new FolderBlobs(join(folder, 'blobs')).draft(pieces())).rejects.toMatchObject({
      fields: { status: 503, code: 'storageUnavailable' },
    });
  });

  test('clears what dead servers left half-written, and nothing of those that live', async () => {
    const blobs = new FolderBlobs(folder);
    await (await blobs.draft(pieces())).keep();
    const [machine] = ownDraft().split('-');
    const living = `${ownDraft()}.1`;
    const dead = `${machine}-${process.pid}-000000000000.2`;
    const elsewhere = '0123456789ab-77-0123456789ab.3';
    const forgotten = '0123456789ab-78-0123456789ab.4';
    for (const name of [living, dead, elsewhere, forgotten]) await writeFile(join(folder, 'incoming', name), 'x');
    const long = new Date(Date.now() - 3 * 3_600_000);
    await utimes(join(folder, 'incoming', forgotten), long, long);
    await utimes(join(folder, 'incoming', living), long, long);
    expect(await blobs.clear()).toBe(2);
    expect((await files()).sort()).toEqual([address, living, elsewhere].sort());
    expect((await readFile(join(folder, address.slice(0, 2), address))).equals(bytes)).toBe(true);
  });
});
