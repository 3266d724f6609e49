import { createHmac, randomBytes } from 'node:crypto';
import { KEY_BYTES, keyFile } from '../key-file.js';
import { decrypt, encrypt } from './gcm.js';
import { ALGORITHM } from './sealed-text.js';

/**
 * Who holds the keys that stand above the cases: files here, a security module elsewhere. Case keys are stored wrapped
 * only; the wrapped bytes name algorithm and master key, so that both can be changed while old ones still open.
 */
export abstract class KeyProvider {
  /** The case key, encrypted under the master key and bound to the case. */
  abstract wrap(caseKey: Buffer, caseId: string): Buffer;
  /** The case key. Throws when the bytes were tampered with, belong to another case or to an unknown master key. */
  abstract unwrap(wrapped: Buffer, caseId: string): Buffer;
  /** Keys the tags by which sealed identities are matched and searched. */
  abstract readonly tagKey: Buffer;
  /** Keys the fingerprints by which repeated requests are compared. */
  abstract readonly idempotencyKey: Buffer;
}

/** Keys in `<home>/keys`: `master.key`, `tag.key` and `idempotency.key`, each made once. Throws `StartError`, see `keyFile`. */
export class FileKeys extends KeyProvider {
  readonly tagKey: Buffer;
  readonly idempotencyKey: Buffer;
  private readonly master: Buffer;
  private readonly header: Buffer;

  constructor(home: string) {
    super();
    this.master = keyFile(home, 'master');
    this.tagKey = keyFile(home, 'tag');
    this.idempotencyKey = keyFile(home, 'idempotency');
    this.header = Buffer.from(`${ALGORITHM}:${keyName(this.master)}:`);
  }

  wrap(caseKey: Buffer, caseId: string): Buffer {
    return Buffer.concat([this.header, encrypt(this.master, this.bound(caseId), caseKey)]);
  }

  unwrap(wrapped: Buffer, caseId: string): Buffer {
    if (!wrapped.subarray(0, this.header.length).equals(this.header)) {
      throw new Error('the case key is wrapped by another algorithm or another master key');
    }
    return decrypt(this.master, this.bound(caseId), wrapped.subarray(this.header.length));
  }

  private bound(caseId: string): string {
    return `${this.header.toString()}${caseId}`;
  }
}

/** A new random key for one case: 256 bits. */
export function newCaseKey(): Buffer {
  return randomBytes(KEY_BYTES);
}

// Names the key without telling anything about it.
function keyName(key: Buffer): string {
  return createHmac('sha256', key).update('lanjie master key').digest('hex').slice(0, 16);
}
