import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

const IV_BYTES = 16;
const MAC_BYTES = 32;

interface Pair {
  readonly cipher: Buffer;
  readonly mac: Buffer;
}

const pairs = new WeakMap<Buffer, Pair>();

/**
 * SM4-CTR and HMAC-SM3 (GB/T 32907, GB/T 32905), encrypt then MAC: OpenSSL as Node carries it has no SM4-GCM. Random IV,
 * ciphertext and MAC in one piece; the two keys are derived (HKDF-SM3) from the 32 bytes of `key`. `bound` is
 * authenticated, not stored.
 */
export function encryptSm4(key: Buffer, bound: string, plaintext: Buffer): Buffer {
  const { cipher, mac } = pairOf(key);
  const iv = randomBytes(IV_BYTES);
  const stream = createCipheriv('sm4-ctr', cipher, iv);
  const sealed = Buffer.concat([iv, stream.update(plaintext), stream.final()]);
  return Buffer.concat([sealed, macOf(mac, bound, sealed)]);
}

/** The plaintext. Throws when a bit of the data differs, or key or `bound` are not those it was made with. */
export function decryptSm4(key: Buffer, bound: string, data: Buffer): Buffer {
  if (data.length < IV_BYTES + MAC_BYTES) throw new Error('sealed data is too short');
  const { cipher, mac } = pairOf(key);
  const macAt = data.length - MAC_BYTES;
  const sealed = data.subarray(0, macAt);
  if (!timingSafeEqual(macOf(mac, bound, sealed), data.subarray(macAt))) {
    throw new Error('sealed data is not what was sealed here');
  }
  const stream = createDecipheriv('sm4-ctr', cipher, sealed.subarray(0, IV_BYTES));
  return Buffer.concat([stream.update(sealed.subarray(IV_BYTES)), stream.final()]);
}

// The length first: no two pairs of `bound` and data make the same bytes.
function macOf(key: Buffer, bound: string, sealed: Buffer): Buffer {
  const place = Buffer.from(bound, 'utf8');
  const length = Buffer.alloc(8);
  length.writeBigUInt64BE(BigInt(place.length));
  return createHmac('sm3', key).update(length).update(place).update(sealed).digest();
}

function pairOf(key: Buffer): Pair {
  const known = pairs.get(key);
  if (known) return known;
  const bytes = Buffer.from(hkdfSync('sm3', key, Buffer.alloc(0), 'lanjie SM4CTR-HSM3', 48));
  const fresh = { cipher: bytes.subarray(0, 16), mac: bytes.subarray(16) };
  pairs.set(key, fresh);
  return fresh;
}
