/** From which text to which; null: the part was just opened. */
export type Edge = readonly [from: string | null, to: string];

/** By label, then by region. */
export type Edges = Readonly<Record<string, Readonly<Record<string, readonly Edge[]>>>>;

/** The label whose edges hold for every entry: the root follows its parts. */
export const anyLabel = '*';

/** Edges as they are found, each once. What stays as it is, is no edge. */
export class EdgeSet {
  private readonly byLabel = new Map<string, Map<string, Map<string, Edge>>>();

  add(label: string, region: string, from: string | null, to: string): void {
    if (from === to) return;
    const regions = inner(this.byLabel, label);
    inner(regions, region).set(JSON.stringify([from, to]), [from, to]);
  }

  /** Sorted, and without those that hold for every label anyway. */
  sorted(): Edges {
    const always = this.byLabel.get(anyLabel);
    const edges: [string, Record<string, readonly Edge[]>][] = [];
    for (const [label, regions] of sortedByKey(this.byLabel)) {
      const own = sortedByKey(regions).flatMap(([region, found]): [string, Edge[]][] => {
        const known = label === anyLabel ? undefined : always?.get(region);
        const left = sortedByKey(found).filter(([key]) => !known?.has(key));
        return left.length > 0 ? [[region, left.map(([, edge]) => edge)]] : [];
      });
      if (own.length > 0) edges.push([label, Object.fromEntries(own)]);
    }
    return Object.fromEntries(edges);
  }
}

function inner<V>(maps: Map<string, Map<string, V>>, key: string): Map<string, V> {
  let found = maps.get(key);
  if (!found) {
    found = new Map();
    maps.set(key, found);
  }
  return found;
}

function sortedByKey<V>(map: ReadonlyMap<string, V>): [string, V][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}
