import type { CaseDefinition } from '../engine/definition/index.js';
import { type ChartState, readChart } from './chart.js';
import { code, codes, page, table } from './markdown.js';
import { type ClockWords, mermaid, staying } from './mermaid.js';

/** PURE. Every statechart of a definition as a picture, with what it takes without moving. */
export function statechartsPage(definition: CaseDefinition): string {
  const words = (name: string) => definition.clocks.get(name)?.limit.en ?? '';
  const kinds = Object.entries(definition.machines).map(([kind, machine]) => {
    const chart = readChart(machine);
    return [`## ${kind}`, ...pictures(chart, words), ...alsoTakes(chart)].join('\n\n');
  });
  return page(
    `Statecharts of ${definition.name}@${definition.version}`,
    'An edge is an event of the [catalogue](events.md), a word that one region passes to the others, or a clock (⏱) ' +
      'with its [limit](clocks.md); in brackets the condition that chooses between branches. A clock that leads back to ' +
      'its own state only alarms. What an event must meet besides stands in the [rules](rules.md).',
    ...kinds,
  );
}

/** Regions that run side by side all the time are drawn one by one: together they would be too small to read. */
function pictures(chart: ChartState, words: ClockWords): string[] {
  if (chart.type !== 'parallel') return [fenced(mermaid(chart, words))];
  const names = chart.states.map((region) => region.name);
  const regions = chart.states.map((region) => `Region ${code(region.name)}:\n\n${fenced(mermaid(region, words))}`);
  return [`Parallel: ${codes(names)} run side by side.`, ...regions];
}

function fenced(diagram: string): string {
  return `\`\`\`mermaid\n${diagram}\n\`\`\``;
}

function alsoTakes(chart: ChartState): string[] {
  const rows = staying(chart).map(({ state, events }) => [code(state), codes(events)]);
  return rows.length === 0 ? [] : ['Recorded without leaving the state:', table(['state', 'events'], rows)];
}
