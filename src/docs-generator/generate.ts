import { demoAccounts } from '../demo/accounts.js';
import type { CaseDefinition } from '../engine/definition/index.js';
import type { LimitOfTheLaw } from '../lead/limits-of-the-law.js';
import type { Retention } from '../lead/retention.js';
import type { StateNames } from '../lead/state-names.js';
import { clocksPage, type LocalSetting } from './clocks-page.js';
import { eventsPage } from './events-page.js';
import { personalDataPage, type RevealTable } from './personal-data-page.js';
import { rulesPage } from './rules-page.js';
import { statechartPictures, statechartsPage } from './statecharts-page.js';
import type { Story } from './stories/story.js';
import { storiesIndex, storyPage } from './stories/story-page.js';
import { tablePage } from './table-page.js';

/** What is generated from: the definition, what its states are called, its local limits, those of the law, how long and for whose eyes personal data is kept, and the stories by name. */
export interface Sources {
  readonly definition: CaseDefinition;
  readonly names: StateNames;
  readonly settings: Readonly<Record<string, LocalSetting>>;
  readonly limits: readonly LimitOfTheLaw[];
  readonly retention: readonly Retention[];
  readonly reveals: RevealTable;
  readonly stories: ReadonlyMap<string, Story>;
}

/** PURE. The generated pages and pictures: path → text. The same sources always give the same bytes. */
export function generate({
  definition,
  names,
  settings,
  limits,
  retention,
  reveals,
  stories,
}: Sources): ReadonlyMap<string, string> {
  const stage = {
    definition,
    person: (who: string) => demoAccounts.find((one) => one.name === who),
    state: (kind: string, state: string) => names[kind]?.[state],
  };
  return new Map([
    ['statecharts.md', statechartsPage(definition)],
    ...[...statechartPictures(definition, names)].map(([kind, svg]) => entry(`statecharts/${kind}.svg`, svg)),
    ['events.md', eventsPage(definition)],
    ['table.md', tablePage(definition)],
    ['rules.md', rulesPage(definition)],
    ['clocks.md', clocksPage(definition, settings, limits)],
    ['personal-data.md', personalDataPage(retention, reveals, settings)],
    ['stories/README.md', storiesIndex(stories)],
    ...[...stories].map(([name, story]) => entry(`stories/${name}.md`, storyPage(name, story, stage))),
  ]);
}

function entry(path: string, text: string): [string, string] {
  return [path, text];
}
