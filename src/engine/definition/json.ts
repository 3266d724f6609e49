/** What a case file, a command and a ledger entry are made of: JSON without floats; sums of money are strings. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What a part knows about itself. Integers that may exceed 2^53 (fen, milligrams) are decimal strings. */
export type Facts = Readonly<Record<string, Json>>;

/** Facts to merge into a part: a value sets, `undefined` clears. */
export type FactChanges = Readonly<Record<string, Json | undefined>>;

/** A sentence for people, in both languages of the product. */
export interface Sentence {
  readonly zh: string;
  readonly en: string;
}

/** True for a JSON object (not an array, not null). */
export function isObject(value: unknown): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True when two JSON values are the same, whatever the order in which a database gave back their members. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item: Json, index) => sameJson(item, b[index]));
  if (!isObject(a) || !isObject(b)) return a === b;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && sameJson(a[name], b[name]))
  );
}
