import type { Json } from './json.js';

/**
 * The one text of a JSON value (RFC 8785, JSON Canonicalization Scheme, for JSON without floats): no white space, keys in
 * the order of their UTF-16 code units, strings as ECMAScript writes them. Throws on a number that is not a safe
 * integer and on a lone surrogate, for which the scheme has no text.
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return wholeNumber(value);
  if (typeof value === 'string') return text(value);
  if (isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  let members = '';
  for (const key of Object.keys(value).sort())
    members += `${members === '' ? '' : ','}${text(key)}:${canonicalJson(member(value, key))}`;
  return `{${members}}`;
}

// Array.isArray does not narrow a readonly array.
function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function member(object: { readonly [key: string]: Json }, key: string): Json {
  const value = object[key];
  // JSON has no undefined: written as absent it would read back as another value.
  if (value === undefined) throw new TypeError(`canonical JSON: ${key} is undefined`);
  return value;
}

function wholeNumber(value: number): string {
  if (!Number.isSafeInteger(value)) throw new TypeError(`canonical JSON: ${value} is not a safe integer`);
  return String(value);
}

// Printable ASCII without quote and backslash: most strings are nothing else, and need no escaping.
const needsNoEscape = /^[ !#-[\]-~]*$/;

function text(value: string): string {
  if (needsNoEscape.test(value)) return `"${value}"`;
  if (!value.isWellFormed()) throw new TypeError('canonical JSON: a lone surrogate');
  return JSON.stringify(value);
}
