import type { Facts } from '../engine/definition/index.js';
import { numberIn, textIn } from './facts.js';
import { isProtected } from './parts/protection.js';
import { plusMinutes } from './time.js';

/**
 * How long somebody may be questioned (Rules on continued questioning (2004) art. 10 and 11): 12 hours from arrival, as far
 * as extended 24 or 48; 4 for those whom the law protects. The limit is of one questioning of one person. Whoever runs away
 * and is brought in again is still questioned about the same: the minutes that were used before the flight count, those of
 * the flight do not, and what was extended stays so. Read otherwise the limit would begin anew with every open door.
 */
export function questioningHours(facts: Facts | undefined): number {
  return isProtected(facts) ? 4 : (numberIn(facts, 'hours') ?? 12);
}

/** When the questioning must end. `at` stands in where no arrival was recorded. ISO 8601 UTC. */
export function questioningEnds(facts: Facts | undefined, at: string): string {
  const left = questioningHours(facts) * 60 - (numberIn(facts, 'questionedMinutes') ?? 0);
  return plusMinutes(textIn(facts, 'arrivedAt') ?? at, left);
}

/** Minutes of questioning used up when it breaks off at this moment, those before an earlier flight included; begun counts. */
export function minutesQuestioned(facts: Facts | undefined, at: string): number {
  const since = Date.parse(at) - Date.parse(textIn(facts, 'arrivedAt') ?? at);
  return (numberIn(facts, 'questionedMinutes') ?? 0) + Math.max(0, Math.ceil(since / 60_000));
}
