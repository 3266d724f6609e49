/** One claimant's place in a pot, in the asset's unit. */
export interface Place {
  /** The whole loss that counts here, earlier returns included. */
  readonly loss: bigint;
  /** What has come back to the claimant already. */
  readonly earlier: bigint;
}

/** One place's share, and how it came about: enough for a claimant to reckon it again by hand. */
export interface Share {
  readonly amount: bigint;
  /** `full`: all that was still missing; `quota`: the common part; `hadMore`: earlier returns were above the common part. */
  readonly by: 'full' | 'quota' | 'hadMore';
  /** Of a quota: the remainder of (R + Σe) × L divided by ΣL, by which the odd units are given out. */
  readonly remainder?: bigint;
  /** Of a quota: one odd unit more. */
  readonly odd?: true;
}

/** A pot shared out. `common` = R + Σe and `losses` = ΣL of those who share by quota; both 0 when the pot suffices. */
export interface SharedOut {
  readonly shares: readonly Share[];
  readonly common: bigint;
  readonly losses: bigint;
}

/**
 * Shares a pot that is too small, or just enough, among places in a fixed order; what comes out is in the same order.
 *
 * Common pot, formula version 1: with everything that came back earlier put in again, each gets the same part of the
 * loss, min(L − e, max(0, (R + Σe)·L/ΣL − e)). Who already had more than that part gets nothing and gives nothing back,
 * so the rest is shared anew among the others. To the unit by largest remainder; ties go to the earlier place. Never
 * more than the loss, and in sum exactly the pot or, when it suffices, the losses less the earlier returns. Throws
 * RangeError on anything negative.
 */
export function shareOut(pot: bigint, places: readonly Place[]): SharedOut {
  if (pot < 0n || places.some(({ loss, earlier }) => loss < 0n || earlier < 0n))
    throw new RangeError('a pot and its places are never negative');
  const missing = places.map(({ loss, earlier }) => (loss > earlier ? loss - earlier : 0n));
  if (sum(missing) <= pot) return { shares: missing.map((amount) => ({ amount, by: 'full' })), common: 0n, losses: 0n };
  const sharing = sharersOf(pot, places);
  const { common, losses } = basisOf(pot, sharing);
  const quotas = sharing.map(({ index, loss, earlier }) => ({
    index,
    whole: (common * loss) / losses - earlier,
    remainder: (common * loss) % losses,
  }));
  const left = Number(pot - sum(quotas.map(({ whole }) => whole)));
  const odd = new Set(
    [...quotas]
      .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1))
      .slice(0, left)
      .map(({ index }) => index),
  );
  const shares: Share[] = places.map(() => ({ amount: 0n, by: 'hadMore' }));
  for (const { index, whole, remainder } of quotas)
    shares[index] = odd.has(index)
      ? { amount: whole + 1n, by: 'quota', remainder, odd: true }
      : { amount: whole, by: 'quota', remainder };
  return { shares, common, losses };
}

interface Sharer extends Place {
  readonly index: number;
}

/** Drops those who already had more than the common part, until nobody has: dropping one lowers the part of the others. */
function sharersOf(pot: bigint, places: readonly Place[]): Sharer[] {
  let sharing = places.flatMap((place, index) => (place.loss > place.earlier ? [{ ...place, index }] : []));
  for (;;) {
    const { common, losses } = basisOf(pot, sharing);
    const next = sharing.filter(({ loss, earlier }) => common * loss >= earlier * losses);
    if (next.length === sharing.length) return sharing;
    sharing = next;
  }
}

function basisOf(pot: bigint, sharing: readonly Place[]): { common: bigint; losses: bigint } {
  return {
    common: pot + sum(sharing.map(({ earlier }) => earlier)),
    losses: sum(sharing.map(({ loss }) => loss)),
  };
}

/** The sum of amounts; 0 of none. */
export function sum(values: readonly bigint[]): bigint {
  return values.reduce((total, value) => total + value, 0n);
}

/** The smaller of two amounts; Math.min knows no bigint. */
export function smaller(left: bigint, right: bigint): bigint {
  if (left < right) return left;
  return right;
}
