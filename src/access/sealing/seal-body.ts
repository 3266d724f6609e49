import { createHmac } from 'node:crypto';
import { canonicalJson } from '../../engine/definition/canonical.js';
import { isObject, type Json, type PayloadClass, sealedFields } from '../../engine/definition/index.js';
import { isList } from './is-list.js';
import type { Tag } from './keyring.js';
import { type IdentityKind, mask } from './mask.js';
import { preparedKey } from './prepared-key.js';
import { seal } from './seal.js';

/** A JSON object, as bodies are. */
export type JsonObject = { readonly [key: string]: Json };

/** What is kept of an identity beside its ciphertext, in a row that erasure deletes. */
export interface PersonalTrace {
  /** Where it stands in the body (`customer.idNumber`). */
  readonly path: string;
  readonly kind: IdentityKind;
  readonly mask: string;
  /** Under the key in use, and under the one to which a rotation leads. */
  readonly tags: readonly Tag[];
}

/** A body as the core and the ledger may see it, and the traces of its identities. */
export interface SealedBody {
  readonly body: JsonObject;
  readonly personal: readonly PersonalTrace[];
}

/** The keys and the case a body is sealed for. */
export interface SealingKeys {
  readonly caseId: string;
  caseKey(): Buffer;
  /** The tags of an identity: one, or two while the tag key is being rotated. */
  tags(kind: IdentityKind, value: string): readonly Tag[];
}

/** Seals every sealed field of a parsed body; the body given is left as it is. About 4 µs per field, 6 per identity. */
export function sealBody(payload: PayloadClass, body: JsonObject, keys: SealingKeys): SealedBody {
  const fields = [...sealedFields(payload, body)];
  if (fields.length === 0) return { body, personal: [] };
  const copy = mutableCopy(body);
  const personal: PersonalTrace[] = [];
  const caseKey = keys.caseKey();
  for (const { path: place, sealedAs: path = place, sealing: kind, value } of fields) {
    replace(copy, place.split('.'), seal(caseKey, { caseId: keys.caseId, kind, path }, value));
    if (kind !== 'text') personal.push({ path, kind, mask: mask(kind, value), tags: keys.tags(kind, value) });
  }
  return { body: copy, personal };
}

/** What "the same request again" means: an HMAC over who records, what, and the canonical body before it is sealed. */
export function fingerprint(idempotencyKey: Buffer, account: string, type: string, body: Json): Buffer {
  return createHmac('sha256', preparedKey(idempotencyKey))
    .update(canonicalJson([account, type, body]))
    .digest();
}

type Mutable = null | boolean | number | string | Mutable[] | { [key: string]: Mutable };

function mutableCopy(object: JsonObject): { [key: string]: Mutable } {
  const copy: { [key: string]: Mutable } = {};
  for (const [key, value] of Object.entries(object)) copy[key] = mutable(value);
  return copy;
}

function mutable(value: Json): Mutable {
  if (isObject(value)) return mutableCopy(value);
  return isList(value) ? value.map(mutable) : value;
}

function replace(at: Mutable, path: readonly string[], sealed: string): void {
  const [step, ...further] = path;
  if (step === undefined || typeof at !== 'object' || at === null) throw new Error('the body has no such field');
  if (further.length > 0) replace(Array.isArray(at) ? (at[Number(step)] ?? null) : (at[step] ?? null), further, sealed);
  else if (Array.isArray(at)) at[Number(step)] = sealed;
  else at[step] = sealed;
}
