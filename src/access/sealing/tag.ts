import { createHmac } from 'node:crypto';
import type { IdentityKind } from './mask.js';
import { preparedKey } from './prepared-key.js';

/**
 * The keyed tag (HMAC-SHA-256, base64url, 43 characters) by which equal identities are found without opening them. Equal
 * for spellings that differ in width, spaces, dashes, dots or case, and for a mainland phone with and without +86.
 */
export function tag(tagKey: Buffer, kind: IdentityKind, value: string): string {
  return createHmac('sha256', preparedKey(tagKey))
    .update(`${kind}|${spelling(kind, value)}`)
    .digest('base64url');
}

// NFKC makes full-width digits and letters plain; names of several parts are written with any of several dots.
function spelling(kind: IdentityKind, value: string): string {
  const plain = value
    .normalize('NFKC')
    .replace(/[\s\p{Pd}·•‧・.]/gu, '')
    .toUpperCase();
  return kind === 'phone' ? plain.replace(/^(\+|00)86(?=1\d{10}$)/, '') : plain;
}
