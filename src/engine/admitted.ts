/**
 * What the database lets a scope see and record on: the whole case without these `parts`, or these parts alone. `late`: its
 * sender once had the case, and did this while they had it.
 */
export interface Admitted {
  readonly whole: boolean;
  readonly parts: readonly string[];
  readonly late: boolean;
  /** The kind of which a whole case keeps parts from this scope: one that is not there is to it like one that is hidden. */
  readonly secret: string | null;
}

/** Whether the database shows a part; `undefined` is the whole case. Null: nobody's scope was asked for, as for a clock. */
export function admits(admitted: Admitted | null, part: string | undefined): boolean {
  if (!admitted) return true;
  const named = admitted.parts.some((one) => one === part);
  return admitted.whole ? !named : named;
}

/** Whether the database lets a part be addressed: of a secret kind only what is there and shown. `parts`: those of the case. */
export function mayAddress(
  admitted: Admitted | null,
  part: string | undefined,
  parts: readonly { readonly id: string }[],
): boolean {
  const isSecret = part?.startsWith(`${admitted?.secret}-`) === true;
  return admits(admitted, part) && (!isSecret || parts.some(({ id }) => id === part));
}
