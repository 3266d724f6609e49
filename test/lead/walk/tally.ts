/** What walks did: commands by event, strikes by clock, refusals, cases. Tallies of many walks add up. */
export interface Tally {
  taken: Record<string, number>;
  struck: Record<string, number>;
  /** By edge of the transition table, as text. */
  edges: Record<string, number>;
  commands: number;
  refused: number;
  cases: number;
  /** The most commands that closing one case took. */
  closing: number;
}

export function emptyTally(): Tally {
  return { taken: {}, struck: {}, edges: {}, commands: 0, refused: 0, cases: 0, closing: 0 };
}

/** Counts one more. */
export function count(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

export function add(sum: Tally, more: Tally): void {
  for (const [name, times] of Object.entries(more.taken)) sum.taken[name] = (sum.taken[name] ?? 0) + times;
  for (const [name, times] of Object.entries(more.struck)) sum.struck[name] = (sum.struck[name] ?? 0) + times;
  for (const [edge, times] of Object.entries(more.edges)) sum.edges[edge] = (sum.edges[edge] ?? 0) + times;
  sum.commands += more.commands;
  sum.refused += more.refused;
  sum.cases += more.cases;
  sum.closing = Math.max(sum.closing, more.closing);
}

/** `times name`, the rarest first. */
export function rarest(names: Iterable<string>, counts: Readonly<Record<string, number>>): string[] {
  const times = [...names].map((name) => ({ name, times: counts[name] ?? 0 }));
  return times.sort((one, other) => one.times - other.times).map((one) => `${one.times} ${one.name}`);
}
