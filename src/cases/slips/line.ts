import type { Sentence } from '../../engine/definition/index.js';

/** One line of a slip: what it is about, and what is said. */
export interface Line {
  readonly label: Sentence;
  readonly value: Sentence;
  /** Printed large: a number to call. */
  readonly strong?: boolean;
}

/** The line; none where there is nothing to say. A text reads the same in both languages. */
export function line(zh: string, en: string, value: Sentence | string | undefined): Line[] {
  if (value === undefined) return [];
  return [{ label: { zh, en }, value: typeof value === 'string' ? { zh: value, en: value } : value }];
}
