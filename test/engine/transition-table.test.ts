import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { AnyStateNode, StateValue } from 'xstate';
import { definitions } from '../../src/cases/definitions.js';
import { tablesFile } from '../../src/docs-generator/transition-tables.js';
import { type CaseDefinition, canonicalJson } from '../../src/engine/definition/index.js';
import { type TransitionTable, transitionTable } from '../../src/engine/transition-table.js';
import { anyLabel } from '../../src/engine/transitions/edge-set.js';
import { leadCase } from '../../src/lead/lead.case.js';
import { leadTable } from '../lead/table/index.js';
import { edgesTaken, textOf } from './edges.js';
import { errandCase } from './errand.case.js';
import { pathsOf, statesOf as statesOfTable } from './table/states.js';

const every = [...definitions, errandCase].map((definition): [string, CaseDefinition, TransitionTable] => [
  `${definition.name}@${definition.version}`,
  definition,
  transitionTable(definition),
]);

/** The texts that a region of a kind may have, by its statechart: a part before its opening has none. */
function textsOf({ root }: NonNullable<CaseDefinition['machines'][string]>, region: string): Set<string> {
  const node = region.split('/').reduce((at: AnyStateNode, name) => (name === '' ? at : (at.states[name] ?? at)), root);
  const inside = node.type === 'parallel' ? [regionsAsNull(node)] : Object.values(node.states).flatMap(statesOf);
  const isAlwaysThere = node.path.every((_, depth) => ancestor(node, depth).type === 'parallel');
  return new Set([...inside.map((state) => textOf([], '', state)), ...(isAlwaysThere ? [] : [''])]);
}

function firstOf(root: AnyStateNode, region: string): string {
  return root.states[region]?.initial?.target[0]?.key ?? '';
}

function ancestor(node: AnyStateNode, depth: number): AnyStateNode {
  let at = node;
  while (at.parent && at.path.length > depth) at = at.parent;
  return at;
}

function statesOf(node: AnyStateNode): unknown[] {
  const inner: AnyStateNode[] = Object.values(node.states);
  if (inner.length === 0) return node.key === 'new' ? [] : [node.key];
  if (node.type === 'parallel') return [{ [node.key]: regionsAsNull(node) }];
  return inner.flatMap(statesOf).map((state) => ({ [node.key]: state }));
}

function regionsAsNull(node: AnyStateNode): object {
  return Object.fromEntries(Object.keys(node.states).map((name) => [name, null]));
}

const written = join(import.meta.dirname, '../../docs/generated/transition-tables.json');

describe('the transition table', () => {
  it('of each definition is the one that is written down: one that is released is never edited', () => {
    expect(tablesFile(definitions)).toBe(readFileSync(written, 'utf8'));
    expect(JSON.parse(readFileSync(written, 'utf8'))).toEqual(definitions.map(transitionTable));
  });

  it('of a small case has what its statecharts say, and no more', () => {
    const { name, annuls, annulled, kinds } = transitionTable(errandCase);
    expect({ name, annuls, annulled }).toEqual({
      name: 'errand@1',
      annuls: ['errand.recordedInError'],
      annulled: '"annulled"',
    });
    expect(kinds['stop']).toEqual({
      regions: [''],
      edges: {
        'clock.struck/visit': { '': [['"planned"', '"missed"']] },
        'errand.closed': {
          '': [
            ['"planned"', '"missed"'],
            ['"visited"', '"paid"'],
          ],
        },
        'stop.added': { '': [[null, '"planned"']] },
        'stop.paid': { '': [['"visited"', '"paid"']] },
        'stop.visited': { '': [['"planned"', '"visited"']] },
      },
    });
  });

  it.each(every)('of %s is the same bytes every time', (_name, definition, table) => {
    expect(JSON.stringify(transitionTable({ ...definition }))).toBe(JSON.stringify(table));
  });

  it.each(every)('of %s names states that exist, and all of them', (_name, { machines }, { kinds }) => {
    for (const [kind, { regions, edges }] of Object.entries(kinds)) {
      const machine = machines[kind];
      if (!machine) throw new Error(`there is no ${kind}`);
      for (const region of regions) {
        const texts = textsOf(machine, region);
        const pairs = Object.values(edges).flatMap((label) => label[region] ?? []);
        for (const [from, to] of pairs) {
          expect(from === null || texts.has(from)).toBe(true);
          expect(texts).toContain(to);
        }
        // Of a region that begins elsewhere than in `new`, the entry that opens the part has already led on.
        const reached = new Set(pairs.map(([, to]) => to));
        const first = canonicalJson(firstOf(machine.root, region));
        expect([...texts].filter((text) => !reached.has(text) && text !== first)).toEqual([]);
      }
    }
  });

  it.each(every)('of %s has labels of events and clocks that there are', (_name, { events, clocks }, { kinds }) => {
    const labels = Object.values(kinds).flatMap(({ edges }) => Object.keys(edges));
    for (const label of labels) {
      const [type = '', clock] = label.split('/');
      expect(label === anyLabel || (clock === undefined ? events.has(type) : clocks.has(clock))).toBe(true);
    }
  });

  it.each(every)('of %s lets the root follow its parts after an annulment', (_name, { root }, { kinds }) => {
    // Taken back to where something leads on to the present, and from there moved by the parts: that still leads to the present.
    const { regions, edges } = kinds[root] ?? { regions: [], edges: {} };
    for (const region of regions) {
      const pairs = Object.values(edges).flatMap((label) => label[region] ?? []);
      const reached = (start: string) => {
        const texts = new Set([start]);
        for (const text of texts) for (const [from, to] of pairs) if (from === text) texts.add(to);
        return texts;
      };
      for (const [from, to] of edges[anyLabel]?.[region] ?? [])
        expect([...reached(String(from))].filter((text) => !reached(to).has(text))).toEqual([]);
    }
  });

  it('moves a part by its own events from no state but those in which they are expected', () => {
    const unexpected = leadTable.flatMap(({ kind, events }) => {
      const { regions, edges } = transitionTable(leadCase).kinds[kind] ?? { regions: [], edges: {} };
      return Object.entries(events).flatMap(([type, row]) =>
        // What lies deeper is expected by the path of the state around it.
        regions
          .filter((region) => !region.includes('/'))
          .flatMap((region) => {
            const expected = row.in.filter((path) => path.startsWith(region === '' ? '' : `${region}.`));
            const froms = (edges[type]?.[region] ?? []).flatMap(([from]) => from || []);
            return froms
              .filter((from) => expected.length > 0 && !isIn(expected, region, from))
              .map((from) => [type, from]);
          }),
      );
    });
    expect(unexpected).toEqual([]);
  });
});

/** The text is that of an expected state, or of one around or inside it. */
function isIn(expected: readonly string[], region: string, text: string): boolean {
  const state = JSON.parse(text.replaceAll('null', '"any"'));
  const paths = pathsOf(region === '' ? state : { [region]: state });
  const [own = ''] = paths.slice(region === '' ? 0 : 1);
  return expected.some((path) => paths.includes(path) || path.startsWith(`${own}.`));
}

function refusal(check: () => unknown): boolean {
  try {
    check();
    return false;
  } catch {
    return true;
  }
}

/** Every state of a kind; of one with thousands, some of all of them. */
function someStates(machine: NonNullable<CaseDefinition['machines'][string]>): StateValue[] {
  const states = statesOfTable(machine);
  return states.filter((_, index) => index % Math.ceil(states.length / 40) === 0);
}

/** Moves that are refused and are joined by a pair, or the other way round. */
function misjudged(table: TransitionTable, kind: string, machine: NonNullable<CaseDefinition['machines'][string]>) {
  const { regions, edges } = table.kinds[kind] ?? { regions: [], edges: {} };
  const states = someStates(machine);
  const labels = [...Object.keys(edges), 'nobody.knows'].filter((one) => one !== anyLabel);
  return labels.flatMap((label) => {
    const pairs = regions.map((region) => {
      const both = [label, anyLabel].flatMap((one) => edges[one]?.[region] ?? []);
      return new Set(both.map((pair) => JSON.stringify(pair)));
    });
    const isJoined = (from: StateValue | null, to: StateValue) =>
      regions.every((region, index) => {
        const move = [from === null ? null : textOf(regions, region, from), textOf(regions, region, to)];
        return move[0] === move[1] || pairs[index]?.has(JSON.stringify(move));
      });
    const isRefused = (from: StateValue | null, to: StateValue) =>
      refusal(() => edgesTaken(table, label, [{ part: `${kind}-1`, from, to }]));
    return [null, ...states].flatMap((from) =>
      states.filter((to) => isJoined(from, to) === isRefused(from, to)).map((to) => [kind, label, from, to]),
    );
  });
}

describe('a move', () => {
  it.each(every)('of %s that no pair joins is refused, whatever the states', (_name, { machines }, table) => {
    expect(Object.entries(machines).flatMap(([kind, machine]) => misjudged(table, kind, machine))).toEqual([]);
  });

  it('is taken back only from where it had led', () => {
    const table = transitionTable(errandCase);
    const back = (from: string, to: string) => () =>
      edgesTaken(table, 'errand.recordedInError', [{ part: 'stop-1', from, to }]);
    expect(back('paid', 'planned')).not.toThrow();
    expect(back('missed', 'visited')).toThrow(/nothing leads there/);
    expect(back('planned', 'annulled')).not.toThrow();
    expect(() => edgesTaken(table, 'stop.paid', [{ part: 'stop-1', from: 'visited', to: 'annulled' }])).toThrow();
  });
});
