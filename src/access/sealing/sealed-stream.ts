import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';

/**
 * Content of any length under a case's key, piece by piece: neither side ever holds more than two pieces. The bytes are
 * `LANJIE01`, 32 random bytes, then pieces of 64 KiB, each AES-256-GCM ciphertext and tag. The key of a file is derived
 * (HKDF-SHA-256) from the case's key, the random bytes and the case's id; the nonce is the number of the piece and a last
 * byte that is 1 for the last piece alone (STREAM, Hoang et al. 2015): nothing can be cut off, moved, added or doubled.
 */
const mark = Buffer.from('LANJIE01');
const saltBytes = 32;
const headBytes = mark.length + saltBytes;
const tagBytes = 16;
const pieceBytes = 64 * 1024;

/** The content is not as it was sealed: damaged, cut short, of another case, or never sealed. */
export class ContentDamaged extends Error {
  override name = 'ContentDamaged';
}

/** Seals content for a case. `caseKey`: 32 bytes. */
export async function* sealContent(
  caseKey: Buffer,
  caseId: string,
  content: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  const salt = randomBytes(saltBytes);
  const key = fileKey(caseKey, caseId, salt);
  yield Buffer.concat([mark, salt]);
  let number = 0;
  for await (const { bytes, last } of pieces(content, pieceBytes)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number++, last));
    const ciphertext = cipher.update(bytes);
    cipher.final();
    yield Buffer.concat([ciphertext, cipher.getAuthTag()]);
  }
}

/** Opens what was sealed for a case; every piece it yields is authentic and in its place. Throws `ContentDamaged`. */
export async function* openContent(
  caseKey: Buffer,
  caseId: string,
  sealed: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  const { head, rest } = await beheaded(sealed);
  if (!head.subarray(0, mark.length).equals(mark)) throw new ContentDamaged('not sealed content of a known form');
  const key = fileKey(caseKey, caseId, head.subarray(mark.length));
  let number = 0;
  for await (const { bytes, last } of pieces(rest, pieceBytes + tagBytes)) yield opened(key, number++, bytes, last);
}

function opened(key: KeyObject, number: number, bytes: Buffer, last: boolean): Buffer {
  const tagAt = bytes.length - tagBytes;
  if (tagAt < 0) throw new ContentDamaged('a piece is cut short');
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(number, last), { authTagLength: tagBytes });
  decipher.setAuthTag(bytes.subarray(tagAt));
  const plain = decipher.update(bytes.subarray(0, tagAt));
  try {
    decipher.final();
  } catch {
    throw new ContentDamaged(`piece ${number} is not the one that was sealed`);
  }
  return plain;
}

function fileKey(caseKey: Buffer, caseId: string, salt: Buffer): KeyObject {
  const bytes = hkdfSync('sha256', caseKey, salt, `${mark.toString()}|A256GCM|${caseId}`, 32);
  return createSecretKey(Buffer.from(bytes));
}

function nonceOf(number: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(number, 5, 6);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

async function beheaded(sealed: AsyncIterable<Buffer>): Promise<{ head: Buffer; rest: AsyncIterable<Buffer> }> {
  const source = sealed[Symbol.asyncIterator]();
  let begun = Buffer.alloc(0);
  while (begun.length < headBytes) {
    const next = await source.next();
    if (next.done) throw new ContentDamaged('cut short before its first piece');
    begun = Buffer.concat([begun, next.value]);
  }
  return { head: begun.subarray(0, headBytes), rest: continued(begun.subarray(headBytes), source) };
}

async function* continued(first: Buffer, source: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield first;
    for (let next = await source.next(); !next.done; next = await source.next()) yield next.value;
  } finally {
    await source.return?.();
  }
}

/** The content in pieces of this size; the last one may be shorter, and is told apart only when nothing follows. */
async function* pieces(
  content: AsyncIterable<Buffer>,
  size: number,
): AsyncGenerator<{ readonly bytes: Buffer; readonly last: boolean }> {
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const bytes of content) {
    waiting.push(bytes);
    length += bytes.length;
    if (length <= size) continue;
    const all = Buffer.concat(waiting, length);
    let at = 0;
    for (; length - at > size; at += size) yield { bytes: all.subarray(at, at + size), last: false };
    waiting = [Buffer.from(all.subarray(at))];
    length -= at;
  }
  yield { bytes: Buffer.concat(waiting, length), last: true };
}
