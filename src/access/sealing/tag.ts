import type { IdentityKind } from './mask.js';

/**
 * What a tag is made of: equal for spellings that differ in width, spaces, dashes, dots or case, and for a mainland phone
 * with and without +86.
 */
export function tagged(kind: IdentityKind, value: string): string {
  return `${kind}|${spelling(kind, value)}`;
}

// NFKC makes full-width digits and letters plain; names of several parts are written with any of several dots.
function spelling(kind: IdentityKind, value: string): string {
  const plain = value
    .normalize('NFKC')
    .replace(/[\s\p{Pd}·•‧・.]/gu, '')
    .toUpperCase();
  return kind === 'phone' ? plain.replace(/^(\+|00)86(?=1\d{10}$)/, '') : plain;
}
