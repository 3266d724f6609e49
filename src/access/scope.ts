import type { Principal } from './principal.js';

/**
 * Who asks, as the database is told it: it decides for itself what they see (migrations/0050-walls.ts). It says who somebody
 * is and not what the policy makes of it, so that a fault of the policy is none of the database's.
 */
export function scopeOf({ roles, organisation, openedCases }: Principal): string {
  return JSON.stringify({ roles, organisation, openedCases });
}
