import { type Facts, isObject, type Json } from '../engine/definition/index.js';

/** Reading what a part knows about itself: the type that is asked for, or nothing. */

/** A text fact; undefined when it was never recorded. */
export function textIn(facts: Facts | undefined, name: string): string | undefined {
  const value = facts?.[name];
  return typeof value === 'string' ? value : undefined;
}

/** A whole-number fact; undefined when it was never recorded. */
export function numberIn(facts: Facts | undefined, name: string): number | undefined {
  const value = facts?.[name];
  return typeof value === 'number' ? value : undefined;
}

/** Fen or milligrams as kept in facts; 0 when never recorded. */
export function unitsIn(facts: Facts | undefined, name: string): bigint {
  const value = textIn(facts, name);
  return value === undefined ? 0n : BigInt(value);
}

/** A list of texts; empty when never recorded. */
export function textsIn(facts: Facts | undefined, name: string): string[] {
  return itemsIn(facts, name).filter((item): item is string => typeof item === 'string');
}

/** A list of objects; empty when never recorded. */
export function objectsIn(facts: Facts | undefined, name: string): { readonly [key: string]: Json }[] {
  return itemsIn(facts, name).filter(isObject);
}

function itemsIn(facts: Facts | undefined, name: string): readonly Json[] {
  const value = facts?.[name];
  return Array.isArray(value) ? value : [];
}
