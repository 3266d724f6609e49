import type { CaseDefinition } from '../engine/definition/index.js';
import { type ChartState, readChart } from './chart.js';
import { code, codes, page, table } from './markdown.js';
import { mermaid, staying } from './mermaid.js';

/** PURE. Every statechart of a definition as a picture, with what it takes without moving. */
export function statechartsPage(definition: CaseDefinition): string {
  const words = (name: string) => definition.clocks.get(name)?.limit.en ?? '';
  const kinds = Object.entries(definition.machines).map(([kind, machine]) => {
    const chart = readChart(machine);
    return [`## ${kind}`, fenced(mermaid(chart, words)), ...alsoTakes(chart)].join('\n\n');
  });
  return page(
    `Statecharts of ${definition.name}@${definition.version}`,
    'An edge is an event of the [catalogue](events.md), a word that one region passes to the others, or a clock (⏱) ' +
      'with its [limit](clocks.md); in brackets the condition that chooses between branches. A clock that leads back to ' +
      'its own state only alarms. What an event must meet besides stands in the [rules](rules.md).',
    ...kinds,
  );
}

function fenced(diagram: string): string {
  return `\`\`\`mermaid\n${diagram}\n\`\`\``;
}

function alsoTakes(chart: ChartState): string[] {
  const rows = staying(chart).map(({ state, events }) => [code(state), codes(events)]);
  return rows.length === 0 ? [] : ['Recorded without leaving the state:', table(['state', 'events'], rows)];
}
