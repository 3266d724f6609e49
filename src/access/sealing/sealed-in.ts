import { isObject, type Json, type Sealing } from '../../engine/definition/index.js';
import { isList } from './is-list.js';
import { readSealed } from './sealed-text.js';

/** A sealed value and where it stands. */
export interface SealedPlace {
  /** Where it stands in what was looked through: `customer.name`, `flows.0.counterparty`. */
  readonly field: string;
  readonly kind: Sealing;
  /** The path under which it was sealed. */
  readonly path: string;
  /** As it is stored. */
  readonly value: string;
}

/** PURE. Every sealed value in facts or in a body, in their order. */
export function sealedIn(json: Json, field = ''): SealedPlace[] {
  if (typeof json === 'string') {
    const sealed = readSealed(json);
    return sealed ? [{ field, kind: sealed.kind, path: sealed.path, value: json }] : [];
  }
  const below = (name: string) => (field === '' ? name : `${field}.${name}`);
  if (isObject(json)) return Object.entries(json).flatMap(([name, inner]) => sealedIn(inner, below(name)));
  return isList(json) ? json.flatMap((item, i) => sealedIn(item, below(String(i)))) : [];
}
