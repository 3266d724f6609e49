import { createCipheriv, createDecipheriv } from 'node:crypto';
import { freshNonce, NONCE_BYTES } from './nonces.js';
import { preparedKey } from './prepared-key.js';

const TAG_BYTES = 16;

/** AES-256-GCM: random nonce, ciphertext and tag in one piece. `bound` is authenticated, not stored. */
export function encrypt(key: Buffer, bound: string, plaintext: Buffer): Buffer {
  const nonce = freshNonce();
  const cipher = createCipheriv('aes-256-gcm', preparedKey(key), nonce);
  cipher.setAAD(Buffer.from(bound));
  const ciphertext = cipher.update(plaintext);
  cipher.final();
  return Buffer.concat([nonce, ciphertext, cipher.getAuthTag()]);
}

/** The plaintext. Throws when a bit of the data differs, or key or `bound` are not those it was made with. */
export function decrypt(key: Buffer, bound: string, data: Buffer): Buffer {
  if (data.length < NONCE_BYTES + TAG_BYTES) throw new Error('sealed data is too short');
  const tagAt = data.length - TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', preparedKey(key), data.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(bound));
  decipher.setAuthTag(data.subarray(tagAt));
  const plaintext = decipher.update(data.subarray(NONCE_BYTES, tagAt));
  decipher.final();
  return plaintext;
}
