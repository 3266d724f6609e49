import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { fileTypeOf, tellingBytes } from './file-type.js';
import { fileTooLarge, fileTypeRefused, uploadBrokenOff, uploadStalled, uploadTooSlow } from './problems.js';

/** What is asked of a file while it comes. */
export interface Limits {
  readonly maxBytes: number;
  /** How long nothing may come, in milliseconds. */
  readonly idleMs: number;
  /** How long all of it may take, in milliseconds: a byte now and then is no upload. */
  readonly totalMs: number;
}

/** A file while it comes: read it once, to its end; then its hash, size and type are known. */
export class Incoming {
  private readonly hash = createHash('sha256');
  size = 0;
  type = '';

  constructor(
    private readonly source: Readable,
    private readonly limits: Limits,
  ) {}

  /** SHA-256 of the content, hex. Once, after the end. */
  get sha256(): string {
    return this.hash.digest('hex');
  }

  /** The content, unchanged. Throws the problem of what is too large, of a wrong type, stalled or cut short. */
  async *content(): AsyncGenerator<Buffer> {
    let begin: Buffer | undefined = Buffer.alloc(0);
    for await (const bytes of arriving(this.source, this.limits)) {
      this.size += bytes.length;
      if (this.size > this.limits.maxBytes) throw fileTooLarge(this.limits.maxBytes);
      this.hash.update(bytes);
      if (begin === undefined) yield bytes;
      else {
        begin = Buffer.concat([begin, bytes]);
        if (begin.length < tellingBytes) continue;
        yield this.told(begin);
        begin = undefined;
      }
    }
    if (begin !== undefined) yield this.told(begin);
  }

  private told(begin: Buffer): Buffer {
    const type = fileTypeOf(begin);
    if (type === undefined) throw fileTypeRefused();
    this.type = type;
    return begin;
  }
}

/** What comes, as it comes; the source is left open, so that the sender can still be answered. */
async function* arriving(source: Readable, { idleMs, totalMs }: Limits): AsyncGenerator<Buffer> {
  const iterator: AsyncIterator<Buffer> = source.iterator({ destroyOnReturn: false });
  const end = performance.now() + totalMs;
  for (;;) {
    const left = Math.min(idleMs, end - performance.now());
    // Whoever always has a byte ready would never be late.
    if (left <= 0) throw uploadTooSlow();
    const next = await within(left, iterator.next()).catch((error: unknown) => {
      if (error === late) throw left < idleMs ? uploadTooSlow() : uploadStalled();
      throw uploadBrokenOff(error);
    });
    if (next.done) return;
    yield next.value;
  }
}

const late = new Error('late');

async function within<T>(ms: number, coming: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late), ms);
  });
  try {
    return await Promise.race([coming, end]);
  } finally {
    clearTimeout(timer);
  }
}
