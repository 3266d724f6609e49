import { randomBytes } from 'node:crypto';
import { KEY_BYTES } from '../key-file.js';
import type { IdentityKind } from './mask.js';

/** What a key above the cases is for: wrapping their keys, or making the tags by which identities are matched. */
export type Purpose = 'master' | 'tag';

/** Both purposes. */
export const purposes: readonly Purpose[] = ['master', 'tag'];

/** A tag of an identity, and the key it was made with. */
export interface Tag {
  readonly key: string;
  /** 32 bytes. */
  readonly tag: Buffer;
}

/**
 * Who holds the keys that stand above the cases: files here, a security module elsewhere. There may be several of each
 * purpose at a time, each known by a name that tells nothing about it; which is in use stands in the database
 * (`keys-in-use.ts`), so that all servers change over together. Case keys are stored wrapped only; the wrapped bytes name
 * algorithm and master key, so that both can be changed while old ones still open. Whoever keeps keys behind a network
 * fetches what it needs in `refresh`: the rest answers at once.
 */
export abstract class KeyProvider {
  /** The names of the keys it holds, oldest first; at least one. */
  abstract names(purpose: Purpose): readonly string[];
  /** The secret, encrypted under a master key (the newest when none is named) and bound to a place, such as a case. */
  abstract wrap(secret: Buffer, bound: string, masterKey?: string): Buffer;
  /** The secret. Throws when the bytes were tampered with, belong elsewhere, or `UnknownKey`. */
  abstract unwrap(wrapped: Buffer, bound: string): Buffer;
  /** The name of the master key under which these bytes were wrapped; null when they are of no known form. */
  abstract wrappedUnder(wrapped: Buffer): string | null;
  /** The keyed tag by which equal identities are found without opening them, under the newest tag key unless one is named. */
  abstract tag(kind: IdentityKind, value: string, tagKey?: string): Tag;
  /** Keys the fingerprints by which repeated requests are compared. */
  abstract readonly idempotencyKey: Buffer;
  /** Looks again which keys there are. */
  abstract refresh(): void;
}

/** A key is named that this server does not hold: the key folder here is not the one that was used. */
export class UnknownKey extends Error {
  override name = 'UnknownKey';
  constructor(purpose: Purpose, name: string) {
    super(`the ${purpose} key ${name} is not among the keys of this server: another master key or tag key was in use`);
  }
}

/** A new random key for one case: 256 bits. */
export function newCaseKey(): Buffer {
  return randomBytes(KEY_BYTES);
}
