import { smaller, sum } from './share-out.js';

/** One movement of an account, by the bank's own time. */
export interface Flow {
  /** The line of the flow table. */
  readonly id: string;
  readonly way: 'in' | 'out';
  /** Fen. */
  readonly amount: bigint;
}

/** What of each inflow is still in the account. */
export type Traced = ReadonlyMap<string, bigint>;

/**
 * What the flow table, in bank-time order, says is left of each inflow; null when it does not say.
 *
 * Money has no name: an outflow may have taken any of the money that was there. The table traces directly (2016 Return
 * Rules art. 8 (1) and (2)) only where that makes no difference: where taking the oldest money first and taking the
 * newest first leave the same of every inflow. If the two agree, so does every way between them: after the last moment
 * at which the account was empty, an outflow that had a choice would have lowered the first inflow under one of them and
 * not under the other. Otherwise art. 8 (3) applies, and the pot is shared in proportion.
 */
export function traced(flows: readonly Flow[]): Traced | null {
  const oldestFirst = leftOf(flows, (present) => present);
  const newestFirst = leftOf(flows, (present) => [...present].reverse());
  if (!oldestFirst || !newestFirst) return null;
  return [...oldestFirst].every(([id, left]) => newestFirst.get(id) === left) ? oldestFirst : null;
}

/** Null when more flows out than there was: the table is not whole. */
function leftOf(flows: readonly Flow[], order: (present: readonly string[]) => readonly string[]): Traced | null {
  const left = new Map<string, bigint>();
  for (const { id, way, amount } of flows) {
    if (way === 'in') left.set(id, amount);
    else if (!take(left, order([...left.keys()]), amount)) return null;
  }
  return left;
}

function take(left: Map<string, bigint>, order: readonly string[], amount: bigint): boolean {
  let missing = amount;
  for (const id of order) {
    const part = smaller(left.get(id) ?? 0n, missing);
    left.set(id, (left.get(id) ?? 0n) - part);
    missing -= part;
  }
  return missing === 0n;
}

/** A sum that went back earlier, and the inflows it came from. */
export interface Taken {
  readonly inflows: readonly string[];
  readonly amount: bigint;
}

/** What is left of these inflows once earlier returns have taken theirs. */
export function leftFor(inflows: readonly string[], before: Traced, taken: readonly Taken[]): bigint {
  const left = new Map(before);
  for (const earlier of taken) take(left, earlier.inflows, earlier.amount);
  return sum([...new Set(inflows)].map((id) => left.get(id) ?? 0n));
}
