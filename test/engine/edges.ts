import type { TransitionTable } from '../../src/engine/transition-table.js';
import type { Edge } from '../../src/engine/transitions/edge-set.js';

// What docs/audit-log.md says of the fault `edge`, sentence by sentence, and nothing of how the tables are made.

/** One move as it stands in `effects.moved`. */
export interface Moved {
  readonly part: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** An edge that an entry took: `kind label region from to`. */
export type Taken = readonly [kind: string, label: string, region: string, from: string | null, to: string];

/** The label of an entry. */
export function labelOf(type: string, body: object): string {
  return type === 'clock.struck' ? `${type}/${String(Reflect.get(body, 'clock'))}` : type;
}

/** The edges that these moves took. Throws when a move is none. */
export function edgesTaken(table: TransitionTable, label: string, moved: readonly Moved[]): Taken[] {
  return moved.flatMap((move) => {
    const kind = move.part.replace(/-\d+$/, '');
    return table.annuls.includes(label) ? takenBack(table, kind, move) : taken(table, kind, label, move);
  });
}

function taken(table: TransitionTable, kind: string, label: string, { part, from, to }: Moved): Taken[] {
  const { regions, edges } = chartOf(table, kind);
  return regions.flatMap((region): Taken[] => {
    const before = from === null ? null : textOf(regions, region, from);
    const after = textOf(regions, region, to);
    if (before === after) return [];
    const by = [label, '*'].find((one) => has(edges[one]?.[region], before, after));
    if (by === undefined) throw new Error(`${label} moves ${part} ${region} from ${before} to ${after}: no such edge`);
    return [[kind, by, region, before, after]];
  });
}

function takenBack(table: TransitionTable, kind: string, { part, from, to }: Moved): Taken[] {
  if (table.annulled !== null && JSON.stringify(to) === table.annulled) return [];
  const { regions } = chartOf(table, kind);
  for (const region of regions) {
    const [before, after] = [from ?? '', to].map((state) => textOf(regions, region, state));
    if (before !== after && !isBefore(table, kind, region, after, before))
      throw new Error(`${part} ${region} is taken back from ${before} to ${after}, from which nothing leads there`);
  }
  return [];
}

const beyond = new WeakMap<TransitionTable, Map<string, Set<string>>>();

/** A path of pairs, of whatever labels, leads from one text to the other. */
function isBefore(table: TransitionTable, kind: string, region: string, one = '', other = ''): boolean {
  const known = beyond.get(table) ?? new Map<string, Set<string>>();
  beyond.set(table, known);
  const key = `${kind} ${region} ${one}`;
  const reached = known.get(key) ?? reachedFrom(table, kind, region, one);
  known.set(key, reached);
  return reached.has(other);
}

function reachedFrom(table: TransitionTable, kind: string, region: string, start: string): Set<string> {
  const pairs = Object.values(chartOf(table, kind).edges).flatMap((label) => label[region] ?? []);
  const reached = new Set([start]);
  for (const text of reached) for (const [from, to] of pairs) if (from === text) reached.add(to);
  return reached;
}

function chartOf(table: TransitionTable, kind: string) {
  const chart = table.kinds[kind];
  if (!chart) throw new Error(`${table.name} has no kind ${kind}`);
  return chart;
}

function has(edges: readonly Edge[] = [], before: string | null, after: string): boolean {
  return edges.some(([from, to]) => from === before && to === after);
}

/** The text of a region: the value at its path, members that are regions of their own as null. */
export function textOf(regions: readonly string[], region: string, state: unknown): string {
  let value = state;
  for (const name of region === '' ? [] : region.split('/')) value = isMap(value) ? value[name] : undefined;
  return value === undefined ? '' : sortedText(regions, region, value);
}

function sortedText(regions: readonly string[], path: string, value: unknown): string {
  if (!isMap(value)) return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((name) => {
      const own = path === '' ? name : `${path}/${name}`;
      const text = regions.includes(own) ? 'null' : sortedText(regions, own, value[name]);
      return `${JSON.stringify(name)}:${text}`;
    });
  return `{${members.join(',')}}`;
}

function isMap(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null;
}
