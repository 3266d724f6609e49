import type { Relation } from '../expected/sights.js';
import type { Ask } from '../ground/http.js';

/**
 * What a cell expects. A number: that status. `hidden`: 404, to the byte the answer to `twin`, which asks for what does not
 * exist. `alike`: whatever status, to the byte the answer to `twin`. `entered`: neither refused for who asks nor hidden;
 * what the case, its rules or the body make of it is not the matrix's. `refused`: whatever the reason, as they see the case.
 */
export type Expected = number | 'hidden' | 'alike' | 'entered' | 'refused';

/** Where the id stands that somebody may not use. */
export type Place =
  | 'path'
  | 'part'
  | 'body'
  | 'array'
  | 'query'
  | 'cursor'
  | 'filter'
  | 'ifMatch'
  | 'key'
  | 'late'
  | 'none';

/** One question to the server, and what must come of it. */
export interface Cell {
  readonly operation: string;
  /** Operations that decide alike; the pairs are chosen among families. */
  readonly family: string;
  readonly who: string;
  readonly relation: Relation;
  readonly place: Place;
  readonly ask: Ask;
  readonly expected: Expected;
  readonly twin?: Ask;
  /** Words of the two questions that the answer may repeat, and which are no difference then: `[in ask, in twin]`. */
  readonly echoes?: readonly (readonly [string, string])[];
  /** Of a list: exactly the cases that must be on it, or may be at most. */
  readonly listed?: {
    readonly exactly?: readonly string[];
    readonly among?: readonly string[];
    /** Beside those that must be on it: cases that somebody sees, but need not find there. */
    readonly also?: readonly string[];
  };
  /** The answer must tell something of this case. */
  readonly tells?: Relation;
}

/** A cell in one line, to be found again. */
export function nameOf({ operation, who, relation, place, ask }: Cell): string {
  return `${operation} · ${who} · ${relation} · ${place} · ${ask.method} ${ask.path}`;
}
