import type { Facts } from '../engine/definition/index.js';
import { numberIn, textIn } from './facts.js';
import { plusMinutes } from './time.js';

const minutesOfDay = 24 * 60;

/**
 * When the arrest must be requested: 3 days from the detention, as far as extended 7 or 30 (CPR art. 129). As with
 * questioning (`questioning.ts`), a flight begins nothing anew: the minutes in custody before it count, those of the
 * flight do not, and what was extended stays so. `at` stands in where no detention was recorded. ISO 8601 UTC.
 */
export function requestEnds(facts: Facts | undefined, at: string): string {
  const left = (numberIn(facts, 'requestDays') ?? 3) * minutesOfDay - (numberIn(facts, 'detainedMinutes') ?? 0);
  return plusMinutes(textIn(facts, 'detainedAt') ?? at, left);
}

/** Minutes in detention when it breaks off at this moment, those before an earlier flight included; begun counts. */
export function minutesDetained(facts: Facts | undefined, at: string): number {
  const since = Date.parse(at) - Date.parse(textIn(facts, 'detainedAt') ?? at);
  return (numberIn(facts, 'detainedMinutes') ?? 0) + Math.max(0, Math.ceil(since / 60_000));
}
