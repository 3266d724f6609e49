import type { Facts, Json } from '../../engine/definition/index.js';
import type { AgeBand } from '../age.js';
import { textIn } from '../facts.js';

/** Groups whom the law protects: 4 hours of questioning and not one more. */
export const protections = ['none', 'under16', 'seventyOrOver', 'pregnantOrNursing'] as const;

const bands: readonly AgeBand[] = ['under16', 'adult', 'seventyOrOver'];

/** The age band as the edge computed it for this moment; undefined: nobody knows it. */
export function ageIn(known: Readonly<Record<string, Json>>): AgeBand | undefined {
  return bandOf(known['ageBand']);
}

/** An age band as it was kept; undefined: none. */
export function bandOf(kept: Json | undefined): AgeBand | undefined {
  return bands.find((band) => band === kept);
}

function protects(word: string | undefined): word is string {
  return word !== undefined && word !== 'none';
}

/** What officers have stated of the person. A word that protects stands until a correction takes it back. */
export function statedOf(facts: Facts | undefined, said: string | undefined): string | undefined {
  const before = textIn(facts, 'stated');
  return protects(before) ? before : (said ?? before);
}

/**
 * Why somebody is protected: by their age, or as stated. Who was taken for an adult and is none is protected; of unknown
 * age one keeps the protection one had before.
 */
export function protectionOf(stated: string | undefined, age: AgeBand | undefined, before = 'none'): string {
  if (age !== undefined && age !== 'adult') return age;
  if (protects(stated)) return stated;
  return age === undefined ? before : 'none';
}

/** Whether the law protects this person, as recorded. */
export function isProtected(facts: Facts | undefined): boolean {
  return (textIn(facts, 'protection') ?? 'none') !== 'none';
}

/** A correction that tells how old somebody is, or that they are protected. */
export function tellsProtection({ field }: { readonly field: string }): boolean {
  return ['idNumber', 'birthDate', 'protection'].includes(field);
}

/** What such a correction makes of the protection: the shorter limit counts, one that rested on the age follows it, and what was stated stands. */
export function correctedProtection(
  facts: Facts,
  { field, value }: { readonly field: string; readonly value: Json },
  age: AgeBand | undefined,
): Record<string, Json> {
  if (field === 'protection') {
    const stated = String(value);
    return { age: age ?? 'stated', stated, protection: protectionOf(stated, age) };
  }
  return protectionByAge(facts, age);
}

/** What a new word about the age makes of the protection; nothing when it tells no age. */
export function protectionByAge(facts: Facts, age: AgeBand | undefined): Record<string, Json> {
  return age === undefined ? {} : { age, protection: protectionOf(textIn(facts, 'stated'), age) };
}
