import type { Sealing } from '../../engine/definition/index.js';

/** The algorithm of every sealed value so far: AES-256-GCM, 96-bit nonce, 128-bit tag (NIST SP 800-38D). */
export const ALGORITHM = 'A256GCM';

/** A sealed value taken apart. `data` is nonce, ciphertext and tag. */
export interface SealedText {
  readonly kind: Sealing;
  readonly path: string;
  readonly data: Buffer;
}

const kinds: Record<Sealing, true> = {
  text: true,
  name: true,
  idNumber: true,
  birthDate: true,
  phone: true,
  bankAccount: true,
  plate: true,
  waybill: true,
  address: true,
};

const shape = /^sealed:A256GCM:([A-Za-z]{1,20}):([A-Za-z0-9_.]{1,200}):([A-Za-z0-9_-]{38,})$/;

/** Takes `sealed:A256GCM:<kind>:<path>:<base64url>` apart; undefined when the value is not of that form. */
export function readSealed(value: unknown): SealedText | undefined {
  // The prefix first: most strings of a file are not sealed, and a pattern costs more than a look.
  if (typeof value !== 'string' || !value.startsWith('sealed:')) return undefined;
  const [, kind, path, data] = shape.exec(value) ?? [];
  if (kind === undefined || path === undefined || data === undefined || !isKind(kind)) return undefined;
  return { kind, path, data: Buffer.from(data, 'base64url') };
}

/** Whether a value has the form of a sealed one. Says nothing about whose key opens it. */
export function isSealed(value: unknown): value is string {
  return readSealed(value) !== undefined;
}

function isKind(kind: string): kind is Sealing {
  return Object.hasOwn(kinds, kind);
}
