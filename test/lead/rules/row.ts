import type { Outcome } from '../play.js';

/** One rule on one event: what it refuses, and the nearest thing it lets pass. */
export interface Row {
  readonly event: string;
  readonly rule: string;
  refused(): Outcome;
  holds(): Outcome;
}

export function row(event: string, rule: string, refused: () => Outcome, holds: () => Outcome): Row {
  return { event, rule, refused, holds };
}
