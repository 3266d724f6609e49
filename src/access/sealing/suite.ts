import { createHmac } from 'node:crypto';
import { decrypt, encrypt } from './gcm.js';
import { preparedKey } from './prepared-key.js';
import { ALGORITHM } from './sealed-text.js';
import { decryptSm4, encryptSm4 } from './sm4.js';

/** The algorithms of one key that stands above the cases. Its name of the cipher stands in every wrapped key. */
export interface Suite {
  /** How a deployer names it: `LANJIE_KEYS`. */
  readonly name: 'aes' | 'sm';
  /** Names the cipher in wrapped bytes; no colon. */
  readonly cipher: string;
  encrypt(key: Buffer, bound: string, plaintext: Buffer): Buffer;
  /** Throws when the data is not what was encrypted with this key for `bound`. */
  decrypt(key: Buffer, bound: string, data: Buffer): Buffer;
  /** 32 bytes. */
  mac(key: Buffer, text: string): Buffer;
}

const aes: Suite = {
  name: 'aes',
  cipher: ALGORITHM,
  encrypt,
  decrypt,
  mac: (key, text) => createHmac('sha256', preparedKey(key)).update(text).digest(),
};

const sm: Suite = {
  name: 'sm',
  cipher: 'SM4CTR-HSM3',
  encrypt: encryptSm4,
  decrypt: decryptSm4,
  mac: (key, text) => createHmac('sm3', preparedKey(key)).update(text).digest(),
};

/** AES-256-GCM with HMAC-SHA-256, and SM4-CTR with HMAC-SM3. */
export const suites: Readonly<Record<Suite['name'], Suite>> = { aes, sm };
