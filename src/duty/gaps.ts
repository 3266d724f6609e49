/** A stretch of time in milliseconds since the epoch; `to` no longer belongs to it. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** PURE. The stretches of `whole` that none of these covers, in order. */
export function gapsIn(whole: Stretch, covered: readonly Stretch[]): Stretch[] {
  const gaps: Stretch[] = [];
  let at = whole.from;
  for (const { from, to } of [...covered].sort((a, b) => a.from - b.from)) {
    if (from > at) gaps.push({ from: at, to: Math.min(from, whole.to) });
    at = Math.max(at, to);
    if (at >= whole.to) return gaps;
  }
  if (at < whole.to) gaps.push({ from: at, to: whole.to });
  return gaps.filter(({ from, to }) => from < to);
}

/** PURE. What is left of a stretch outside another. */
export function outside(stretch: Stretch, hole: Stretch): Stretch[] {
  const before = { from: stretch.from, to: Math.min(stretch.to, hole.from) };
  const after = { from: Math.max(stretch.from, hole.to), to: stretch.to };
  return [before, after].filter(({ from, to }) => from < to);
}

/** PURE. True when they share a moment. */
export function overlap(one: Stretch, other: Stretch): boolean {
  return one.from < other.to && other.from < one.to;
}
