import type { CaseDefinition } from '../engine/definition/index.js';
import type { StateNames } from '../lead/state-names.js';
import { type ChartState, readChart } from './chart.js';
import { code, codes, page, table } from './markdown.js';
import { type ClockWords, mermaid, staying } from './mermaid.js';
import type { Words } from './picture/cards.js';
import { picture } from './picture/picture.js';

/** PURE. Every statechart of a definition as a picture, with what it takes without moving. */
export function statechartsPage(definition: CaseDefinition): string {
  const words = (name: string) => definition.clocks.get(name)?.limit.en ?? '';
  const kinds = Object.entries(definition.machines).map(([kind, machine]) => {
    const chart = readChart(machine);
    return [
      `## ${kind}`,
      `![${altOf(kind, chart)}](statecharts/${kind}.svg)`,
      ...alsoTakes(chart),
      asText(chart, words),
    ].join('\n\n');
  });
  return page(
    `Statecharts of ${definition.name}@${definition.version}`,
    'Boxes are states, those with a double border are final, frames hold what runs inside a state or side by side. ' +
      'An edge is an event of the [catalogue](events.md), a word that one region passes to the others (in italics), or a ' +
      'clock (dashed) with its [limit](clocks.md); in brackets the condition that chooses between branches. Edges that lead ' +
      'to the same state come together in one line and share a colour. A clock that leads back to its own state only ' +
      'alarms. What an event must meet besides stands in the [rules](rules.md).',
    ...kinds,
  );
}

/** PURE. The pictures of a definition: kind → SVG. */
export function statechartPictures(definition: CaseDefinition, names: StateNames): Map<string, string> {
  return new Map(
    Object.entries(definition.machines).map(([kind, machine]) => [
      kind,
      picture(readChart(machine), wordsFor(definition, names[kind] ?? {})),
    ]),
  );
}

/** How the pictures of a kind name things. */
export function wordsFor(definition: CaseDefinition, names: StateNames[string]): Words {
  return {
    state: (path) => names[path] ?? names[path.slice(path.lastIndexOf('.') + 1)],
    event: (type) => definition.events.get(type)?.title.zh,
    limit: (name) => definition.clocks.get(name)?.limit,
  };
}

function altOf(kind: string, { states }: ChartState): string {
  return `Statechart of ${kind}: ${states.map((state) => state.name).join(', ')}`;
}

/** The same for those who cannot see it, and for reviews of changes. */
function asText(chart: ChartState, words: ClockWords): string {
  return ['<details><summary>The same as text (Mermaid)</summary>', ...texts(chart, words), '</details>'].join('\n\n');
}

function texts(chart: ChartState, words: ClockWords): string[] {
  if (chart.type !== 'parallel') return [fenced(mermaid(chart, words))];
  return chart.states.map((region) => `Region ${code(region.name)}:\n\n${fenced(mermaid(region, words))}`);
}

function fenced(diagram: string): string {
  return `\`\`\`mermaid\n${diagram}\n\`\`\``;
}

function alsoTakes(chart: ChartState): string[] {
  const rows = staying(chart).map(({ state, events }) => [code(state), codes(events)]);
  return rows.length === 0 ? [] : ['Recorded without leaving the state:', table(['state', 'events'], rows)];
}
