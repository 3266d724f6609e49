import type { Facts, Json } from '../../engine/definition/index.js';
import type { AgeBand } from '../age.js';
import { textIn } from '../facts.js';

/** Groups whom the law protects: 4 hours of questioning and not one more. */
export const protections = ['none', 'under16', 'seventyOrOver', 'pregnantOrNursing'] as const;

const bands: readonly AgeBand[] = ['under16', 'adult', 'seventyOrOver'];

/** The age band as the edge computed it for this moment; undefined: nobody knows it. */
export function ageIn(known: Readonly<Record<string, Json>>): AgeBand | undefined {
  return bands.find((band) => band === known['ageBand']);
}

/** Why somebody is protected: by their age, or as stated. Who was taken for an adult and is none is protected. */
export function protectionOf(stated: string | undefined, age: AgeBand | undefined): string {
  return age === undefined || age === 'adult' ? (stated ?? 'none') : age;
}

/** Whether the law protects this person, as recorded. */
export function isProtected(facts: Facts | undefined): boolean {
  return (textIn(facts, 'protection') ?? 'none') !== 'none';
}

/** A correction that tells how old somebody is, or that they are protected. */
export function tellsProtection({ field }: { readonly field: string }): boolean {
  return ['idNumber', 'birthDate', 'protection'].includes(field);
}

/** What such a correction makes of the protection: the shorter limit counts, and one that rested on the age follows it. */
export function correctedProtection(
  facts: Facts,
  { field, value }: { readonly field: string; readonly value: Json },
  age: AgeBand | undefined,
): Record<string, Json> {
  if (field === 'protection') return { age: age ?? 'stated', protection: protectionOf(String(value), age) };
  if (age === undefined) return {};
  const before = textIn(facts, 'protection') ?? 'none';
  const byAge = before === 'under16' || before === 'seventyOrOver';
  return { age, protection: protectionOf(byAge ? 'none' : before, age) };
}
