import type { CaseDefinition } from '../engine/definition/index.js';
import { clocksPage } from './clocks-page.js';
import { eventsPage } from './events-page.js';
import { rulesPage } from './rules-page.js';
import { statechartsPage } from './statecharts-page.js';

/** PURE. The generated pages of a definition: file name → text. The same definition always gives the same bytes. */
export function generate(definition: CaseDefinition): ReadonlyMap<string, string> {
  return new Map([
    ['statecharts.md', statechartsPage(definition)],
    ['events.md', eventsPage(definition)],
    ['rules.md', rulesPage(definition)],
    ['clocks.md', clocksPage(definition)],
  ]);
}
