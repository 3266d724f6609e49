/** One claimant's place in a pot, in the asset's unit. */
export interface Place {
  /** The whole loss that counts here, earlier returns included. */
  readonly loss: bigint;
  /** What has come back to the claimant already. */
  readonly earlier: bigint;
}

/**
 * Shares a pot that is too small, or just enough, among places in a fixed order; what comes out is in the same order.
 *
 * Common pot, formula version 1: with everything that came back earlier put in again, each gets the same part of the
 * loss, min(L − e, max(0, (R + Σe)·L/ΣL − e)). Who already had more than that part gets nothing and gives nothing back,
 * so the rest is shared anew among the others. To the unit by largest remainder; ties go to the earlier place. Never
 * more than the loss, and in sum exactly the pot or, when it suffices, the losses less the earlier returns.
 */
export function shareOut(pot: bigint, places: readonly Place[]): bigint[] {
  if (pot < 0n || places.some(({ loss, earlier }) => loss < 0n || earlier < 0n))
    throw new RangeError('a pot and its places are never negative');
  const wanted = places.map(({ loss, earlier }) => (loss > earlier ? loss - earlier : 0n));
  if (sum(wanted) <= pot) return wanted;
  const sharing = sharersOf(pot, places);
  const whole = pot + sum(sharing.map((index) => earlierOf(places, index)));
  const losses = sum(sharing.map((index) => lossOf(places, index)));
  const shares = places.map(() => 0n);
  for (const index of sharing) shares[index] = (whole * lossOf(places, index)) / losses - earlierOf(places, index);
  const byRemainder = [...sharing].sort((a, b) => {
    const [left, right] = [a, b].map((index) => (whole * lossOf(places, index)) % losses);
    return left === right ? a - b : (left ?? 0n) > (right ?? 0n) ? -1 : 1;
  });
  for (const index of byRemainder.slice(0, Number(pot - sum(shares)))) shares[index] = (shares[index] ?? 0n) + 1n;
  return shares;
}

/** Drops those who already had more than the common part, until nobody has: dropping one lowers the part of the others. */
function sharersOf(pot: bigint, places: readonly Place[]): number[] {
  let sharing = places.flatMap(({ loss, earlier }, index) => (loss > earlier ? [index] : []));
  for (;;) {
    const whole = pot + sum(sharing.map((index) => earlierOf(places, index)));
    const losses = sum(sharing.map((index) => lossOf(places, index)));
    const next = sharing.filter((index) => whole * lossOf(places, index) >= earlierOf(places, index) * losses);
    if (next.length === sharing.length) return sharing;
    sharing = next;
  }
}

function lossOf(places: readonly Place[], index: number): bigint {
  return places[index]?.loss ?? 0n;
}

function earlierOf(places: readonly Place[], index: number): bigint {
  return places[index]?.earlier ?? 0n;
}

function sum(values: readonly bigint[]): bigint {
  return values.reduce((total, value) => total + value, 0n);
}

/** The smaller of two amounts; Math.min knows no bigint. */
export function smaller(left: bigint, right: bigint): bigint {
  if (left < right) return left;
  return right;
}
