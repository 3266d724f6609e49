import type { CaseDefinition, ClockDefinition } from '../engine/definition/index.js';
import { citation } from '../lead/law.js';
import { type ChartState, readChart } from './chart.js';
import { code, codes, page, table } from './markdown.js';

const endings: Readonly<Record<ClockDefinition['atEnd'], string>> = {
  escalate: 'is escalated; stays overdue until the state is left',
  breach: 'is a breach; stays overdue until the state is left',
  lapse: 'lapses',
  expire: 'expires',
  mustRelease: 'the person must be released; a person records it',
  count: 'counts as done',
  task: 'somebody has a task',
  end: 'ends',
  warn: 'somebody is warned',
};

/** PURE. Every clock: its limit, where the limit comes from, where it runs and what happens at its end. */
export function clocksPage(definition: CaseDefinition): string {
  const places = new Map(
    Object.entries(definition.machines).flatMap(([kind, machine]) => placesOf(kind, readChart(machine))),
  );
  const rows = [...definition.clocks.values()].map((clock) => [
    code(clock.name),
    `${clock.title.en}\n${clock.title.zh}`,
    `${clock.limit.en}\n${clock.limit.zh}`,
    `${clock.basis}\n${citation(clock.basis).zh}`,
    places.get(clock.name)?.where ?? '—',
    `${endings[clock.atEnd]}${places.get(clock.name)?.leadsTo ?? ''}`,
    codes(clock.alarms),
  ]);
  return page(
    `Clocks of ${definition.name}@${definition.version}`,
    "A clock runs while its state lasts. The law's clocks run from the deed, service levels from the moment of recording.",
    table(['clock', 'for', 'limit', 'basis', 'runs in', 'at its end', 'alarms'], rows),
  );
}

interface Place {
  readonly where: string;
  /** The state it leads to, when it moves the part. */
  readonly leadsTo: string;
}

function placesOf(kind: string, state: ChartState): [string, Place][] {
  const own = state.branches
    .filter((branch) => branch.clock)
    .map(({ event, target }): [string, Place] => [
      event,
      {
        where: code(`${kind}: ${dotted(state.id)}`),
        leadsTo: target === undefined ? '' : ` → ${code(dotted(target))}`,
      },
    ]);
  return [...own, ...state.states.flatMap((inner) => placesOf(kind, inner))];
}

function dotted(id: string): string {
  return id.replaceAll('_', '.');
}
