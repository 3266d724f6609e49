import { type CaseDefinition, canonicalJson, isObject, type Json } from '../../src/engine/definition/index.js';
import type { Effects } from '../../src/engine/ledger/entry.js';

/** The pairs of one definition, by kind, label and region. */
type Learned = Map<string, Map<string, Map<string, Set<string>>>>;

/** What moves there are, as a log tells them: here those that were seen. */
export class SeenMoves {
  private readonly seen = new Map<string, Learned>();
  private readonly definitions = new Map<string, CaseDefinition>();

  see(definition: CaseDefinition, label: string, { moved }: Effects): void {
    const name = `${definition.name}@${definition.version}`;
    this.definitions.set(name, definition);
    const kinds = at(this.seen, name, () => new Map());
    for (const { part, from, to } of moved) {
      const kind = part.replace(/-\d+$/, '');
      const regions = at(
        at(kinds, kind, () => new Map()),
        label,
        () => new Map(),
      );
      for (const [region, pair] of pairsOf(regionsOf(definition, kind), from, to))
        at(regions, region, () => new Set()).add(pair);
    }
  }

  records(): { [member: string]: Json }[] {
    return [...this.definitions].map(([name, definition]) => ({
      name,
      kinds: this.kindsOf(name, definition),
      annuls: [...definition.events.values()].filter(({ effect }) => effect === 'annuls').map(({ type }) => type),
      annulled: canonicalJson('annulled'),
    }));
  }

  private kindsOf(name: string, definition: CaseDefinition): Json {
    const kinds: Record<string, Json> = {};
    for (const [kind, labels] of this.seen.get(name) ?? []) {
      const edges: Record<string, Json> = {};
      for (const [label, regions] of labels)
        edges[label] = Object.fromEntries(
          [...regions].map(([region, pairs]) => [region, [...pairs].sort().map((pair) => JSON.parse(pair))]),
        );
      kinds[kind] = { regions: regionsOf(definition, kind), edges };
    }
    return kinds;
  }
}

/** Here only members of the state itself: regions within regions move with the one around them. */
function regionsOf(definition: CaseDefinition, kind: string): string[] {
  const root = definition.machines[kind]?.root;
  return ['', ...(root?.type === 'parallel' ? Object.keys(root.states).sort() : [])];
}

function* pairsOf(regions: readonly string[], from: Json, to: Json): Generator<[string, string]> {
  for (const region of regions) {
    const [old, now] = [from, to].map((state) => textAt(regions, region, state ?? null));
    if (from === null || old !== now) yield [region, JSON.stringify([from === null ? null : old, now])];
  }
}

function textAt(regions: readonly string[], region: string, state: Json): string {
  if (!isObject(state)) return region === '' ? canonicalJson(state) : '';
  const value = region === '' ? outer(regions, state) : state[region];
  return value === undefined ? '' : canonicalJson(value);
}

/** The state with its regions left out. */
function outer(regions: readonly string[], state: { readonly [member: string]: Json }): Json {
  return Object.fromEntries(
    Object.entries(state).map(([name, value]) => [name, regions.includes(name) ? null : value]),
  );
}

function at<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let found = map.get(key);
  if (!found) {
    found = make();
    map.set(key, found);
  }
  return found;
}
