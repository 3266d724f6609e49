import type { Json } from '../../engine/definition/index.js';

/** True for a JSON array; Array.isArray does not narrow a readonly one. */
export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
