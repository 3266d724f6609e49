/**
 * What is expected of one kind of part, written by hand from what the kind promises and never read from its statechart.
 * States are named by their path (`inCustody`, `detained.house.due`, `progress.enRoute`); a name stands for everything
 * inside it.
 */
export interface Expectations {
  readonly kind: string;
  /** Every state that holds no other, `new` and the final ones included. */
  readonly states: readonly string[];
  /** Combinations of states that no case comes to: all of a list at once. */
  readonly never?: readonly (readonly (readonly string[])[])[];
  /** Events that are addressed to a part of this kind. */
  readonly events: Readonly<Record<string, Row>>;
  /** Events that open one: in which states of the root. */
  readonly opens?: Readonly<Record<string, Row>>;
}

/** One event: the states that take it, and the roles that may record it there. */
export interface Row {
  readonly in: readonly string[];
  readonly by: readonly string[];
  /** Rules that look at the state alone: the states (and roles) in which each refuses the event's example. */
  readonly unless?: Readonly<Record<string, Refused>>;
}

interface Refused {
  readonly in: readonly string[];
  readonly by?: readonly string[];
}

/** The states under a common path: `under('progress', 'reported')` → `['progress.reported']`. */
export function under(path: string, ...states: readonly string[]): string[] {
  return states.map((state) => `${path}.${state}`);
}

/** What is expected in one cell: a code of refusal, or `taken` with the rules that must refuse. */
export interface Expected {
  readonly outcome: string;
  readonly rules: readonly string[];
}

/** The cell of an event for a part (or, of an opening, for a root) that is in these states, and a role. */
export function expectedOf(row: Row, states: ReadonlySet<string>, role: string): Expected {
  if (!row.by.includes(role)) return { outcome: 'roleMissing', rules: [] };
  if (!row.in.some((state) => states.has(state))) return { outcome: 'notInThisState', rules: [] };
  const refusing = Object.entries(row.unless ?? {}).filter(
    ([, refused]) => refused.in.some((state) => states.has(state)) && (refused.by ?? [role]).includes(role),
  );
  return { outcome: 'taken', rules: refusing.map(([rule]) => rule) };
}

/** True for a combination that no case comes to. */
export function isNever({ never }: Expectations, states: ReadonlySet<string>): boolean {
  return (never ?? []).some((all) => all.every((any) => any.some((state) => states.has(state))));
}
