import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Problem } from '../../platform/problem.js';
import { databaseCode as codeOf } from '../../platform/problem-database.js';
import { storageFull, storageUnavailable } from '../problems.js';
import { BlobMissing, Blobs, type Draft } from './blobs.js';
import { isOwnerAlive, ownDraft } from './draft-owner.js';

/** A draft of another machine that nobody has touched for so long is nobody's: no upload may take so long. */
const forgottenMs = 2 * 3_600_000;

/** Opens a file to write; given otherwise by tests of a disk that fails. */
export type OpenToWrite = (path: string) => Promise<Pick<FileHandle, 'writeFile' | 'sync' | 'close'>>;

const openNew: OpenToWrite = (path) => open(path, 'wx', 0o600);

/** Files in a folder: `ab/abcd…` by address, `incoming/` while they come. Any number of servers may share it. */
export class FolderBlobs extends Blobs {
  constructor(
    private readonly folder: string,
    private readonly openToWrite: OpenToWrite = openNew,
  ) {
    super();
  }

  async draft(bytes: AsyncIterable<Buffer>): Promise<Draft> {
    const path = join(this.folder, 'incoming', `${ownDraft()}.${randomUUID()}`);
    const discard = () => rm(path, { force: true });
    try {
      await madeFolder(dirname(path));
      const address = await this.written(path, bytes);
      return { address, keep: () => this.named(path, address), discard };
    } catch (error) {
      await discard().catch(() => {});
      throw storageProblem(error);
    }
  }

  private async written(path: string, bytes: AsyncIterable<Buffer>): Promise<string> {
    const file = await this.openToWrite(path);
    const hash = createHash('sha256');
    try {
      for await (const some of bytes) {
        hash.update(some);
        await file.writeFile(some);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    return hash.digest('hex');
  }

  private async named(path: string, address: string): Promise<void> {
    const place = this.placeOf(address);
    try {
      await madeFolder(dirname(place));
      await rename(path, place);
      await synced(dirname(place));
    } catch (error) {
      throw storageProblem(error);
    }
  }

  async read(address: string): Promise<AsyncIterable<Buffer>> {
    try {
      const file = await open(this.placeOf(address), 'r');
      return file.createReadStream();
    } catch (error) {
      if (codeOf(error) === 'ENOENT') throw new BlobMissing(address);
      throw storageProblem(error);
    }
  }

  async remove(address: string): Promise<void> {
    await rm(this.placeOf(address), { force: true });
  }

  async clear(): Promise<number> {
    const folder = join(this.folder, 'incoming');
    const names = await readdir(folder).catch(() => []);
    const left = await Promise.all(names.map((name) => isLeft(join(folder, name), name)));
    const gone = names.filter((_, i) => left[i]);
    await Promise.all(gone.map((name) => rm(join(folder, name), { force: true })));
    return gone.length;
  }

  private placeOf(address: string): string {
    // An address becomes a path.
    if (!/^[0-9a-f]{64}$/.test(address)) throw new BlobMissing('no address');
    return join(this.folder, address.slice(0, 2), address);
  }
}

async function isLeft(path: string, name: string): Promise<boolean> {
  const alive = isOwnerAlive(name);
  if (alive !== undefined) return !alive;
  const touched = await stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => Date.now(),
  );
  return Date.now() - touched > forgottenMs;
}

async function madeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  // A name is durable once the folder it stands in is.
  if (first !== undefined) await synced(dirname(first));
}

async function synced(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const full = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/** A problem of the sender as it is; a full disk 507; any other fault of the folder 503. */
function storageProblem(error: unknown): unknown {
  const code = codeOf(error);
  if (error instanceof Problem || code === undefined) return error;
  return full.includes(code) ? storageFull(error) : storageUnavailable(error);
}
