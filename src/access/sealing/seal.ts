import type { Sealing } from '../../engine/definition/index.js';
import { decrypt, encrypt } from './gcm.js';
import { ALGORITHM, readSealed } from './sealed-text.js';

export { isSealed, readSealed } from './sealed-text.js';

/** Where a sealed value belongs: it opens nowhere else. `path` as `sealedFields` gives it (`customer.idNumber`). */
export interface Place {
  readonly caseId: string;
  readonly kind: Sealing;
  readonly path: string;
}

/** `sealed:A256GCM:<kind>:<path>:<base64url(nonce|ciphertext|tag)>`, bound to case, kind and path. `caseKey`: 32 bytes. */
export function seal(caseKey: Buffer, place: Place, plaintext: string): string {
  const data = encrypt(caseKey, bound(place), Buffer.from(plaintext, 'utf8'));
  return `sealed:${ALGORITHM}:${place.kind}:${place.path}:${data.toString('base64url')}`;
}

/** The plaintext of a sealed value. Throws when it was tampered with, or belongs to another case, kind or path. */
export function unseal(caseKey: Buffer, caseId: string, sealed: string): string {
  const { kind, path, data } = readSealed(sealed) ?? {};
  if (kind === undefined || path === undefined || data === undefined) throw new Error('not a sealed value');
  return decrypt(caseKey, bound({ caseId, kind, path }), data).toString('utf8');
}

// The algorithm is bound too: a value cannot be passed off as one of a weaker scheme.
function bound({ caseId, kind, path }: Place): string {
  return `${ALGORITHM}|${caseId}|${kind}|${path}`;
}
