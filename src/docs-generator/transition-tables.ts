import type { CaseDefinition } from '../engine/definition/index.js';
import { transitionTable } from '../engine/transition-table.js';

/** PURE. The transition tables of all definitions as one JSON array, a line for each label: an edit shows. */
export function tablesFile(definitions: readonly CaseDefinition[]): string {
  const tables = definitions.map(transitionTable).map(({ name, kinds, ...rest }) => {
    const charts = Object.entries(kinds).map(([kind, { regions, edges }]) => {
      const labels = Object.entries(edges).map(([label, pairs]) => `${text(label)}:${text(pairs)}`);
      return `${text(kind)}:{"regions":${text(regions)},"edges":{\n${labels.join(',\n')}}}`;
    });
    return `{"name":${text(name)},"kinds":{\n${charts.join(',\n')}},${text(rest).slice(1)}`;
  });
  return `[${tables.join(',\n')}]\n`;
}

function text(value: unknown): string {
  return JSON.stringify(value);
}
