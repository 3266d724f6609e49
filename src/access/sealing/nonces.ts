import { randomFillSync } from 'node:crypto';

/** Bytes of a nonce: 96 bits, the length GCM is built for. */
export const NONCE_BYTES = 12;

// One call for random bytes costs about as much as the whole cipher: fetched for 512 nonces at a time.
const pool = Buffer.alloc(NONCE_BYTES * 512);
let used = pool.length;

/** A fresh random nonce of 96 bits, given out once. */
export function freshNonce(): Buffer {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const nonce = Buffer.from(pool.subarray(used, used + NONCE_BYTES));
  used += NONCE_BYTES;
  return nonce;
}
