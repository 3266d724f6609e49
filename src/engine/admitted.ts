/**
 * What the database lets a scope see and record on: the whole case without these `parts`, or these parts alone. `late`: its
 * sender once had the case, and did this while they had it.
 */
export interface Admitted {
  readonly whole: boolean;
  readonly parts: readonly string[];
  readonly late: boolean;
}

/** Whether the database shows a part; `undefined` is the whole case. Null: nobody's scope was asked for, as for a clock. */
export function admits(admitted: Admitted | null, part: string | undefined): boolean {
  if (!admitted) return true;
  const named = part !== undefined && admitted.parts.includes(part);
  return admitted.whole ? !named : named;
}
