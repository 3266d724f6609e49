import type { CaseDefinition, ClockDefinition, Sentence, Settings } from '../engine/definition/index.js';
import { citation } from '../lead/law.js';
import type { LimitOfTheLaw } from '../lead/limits-of-the-law.js';
import { type ChartState, readChart } from './chart.js';
import { sourceOf } from './clock-source.js';
import { code, codes, page, table } from './markdown.js';

/** A local limit of the office with its default and where that comes from. */
export interface LocalSetting {
  readonly value: number | string;
  readonly unit: string;
  readonly title: Sentence;
  readonly basis: string;
}

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

/**
 * PURE. Every clock: its limit and where that comes from, what starts and stops it, and what happens at its end; and every
 * limit of the law with the clocks that keep it.
 */
export function clocksPage(
  definition: CaseDefinition,
  settings: Readonly<Record<string, LocalSetting>>,
  limits: readonly LimitOfTheLaw[],
): string {
  const places = Object.entries(definition.machines).flatMap(([kind, machine]) => placesOf(kind, readChart(machine)));
  const clocks = [...definition.clocks.values()];
  const values: Settings = Object.fromEntries(Object.entries(settings).map(([name, { value }]) => [name, value]));
  return page(
    `Clocks of ${definition.name}@${definition.version}`,
    'A clock runs while its state lasts. What starts it is an event that leads into that state, what stops it one that ' +
      "leads out; both are in the [statecharts](statecharts.md). The law's clocks run from the deed (`at`), or from the " +
      'moment a fact names; service levels from the moment of recording. A basis of `local` is a ' +
      '[setting of the office](#settings), which a case keeps as it was when the case was opened; the others are law. What was ' +
      'done before a strike that moves the part may still be recorded after it, with its moment, as far as it is named here.',
    table(
      [
        ...['clock', 'for', 'limit', 'basis', 'runs from', 'runs in', 'started by', 'stopped by', 'at its end'],
        ...['may still come late', 'alarms'],
      ],
      clocks.map((clock) => row(clock, places, values)),
    ),
    '## Limits of the law',
    'Every limit of time that the law sets for these matters: which clock keeps it, or why none does.',
    table(['', 'for', 'limit', 'basis', 'kept by', 'what is open'], limits.map(limitRow)),
    '## Settings',
    table(
      ['setting', 'for', 'default', 'basis', 'clocks'],
      Object.entries(settings).map(([name, setting]) => [
        code(name),
        `${setting.title.en}\n${setting.title.zh}`,
        `${setting.value} ${setting.unit}`,
        setting.basis,
        codes(clocks.filter((clock) => sourceOf(clock, values).settings.includes(name)).map((clock) => clock.name)),
      ]),
    ),
  );
}

function row(clock: ClockDefinition, all: readonly Place[], values: Settings): string[] {
  const places = all.filter((place) => place.clock === clock.name);
  const targets = new Set(places.flatMap(({ leadsTo }) => leadsTo));
  const { from, facts, settings } = sourceOf(clock, values);
  return [
    code(clock.name),
    `${clock.title.en}\n${clock.title.zh}`,
    `${clock.limit.en}\n${clock.limit.zh}`,
    [clock.basis, citation(clock.basis).zh, ...settings.map((name) => `setting ${code(name)}`)].join('\n'),
    [from, ...(facts.length > 0 ? [`looks at ${codes(facts)}`] : [])].join('\n'),
    codes(places.map(({ where }) => where)),
    codes(new Set(places.flatMap(({ started }) => started))),
    codes(new Set(places.flatMap(({ stopped }) => stopped))),
    `${endings[clock.atEnd]}${targets.size > 0 ? ` → ${codes(targets)}` : ''}`,
    lateOf(clock),
    codes(clock.alarms),
  ];
}

function limitRow({ id, title, limit, basis, keptBy, open }: LimitOfTheLaw): string[] {
  return [
    id,
    `${title.en}\n${title.zh}`,
    `${limit.en}\n${limit.zh}`,
    `${basis}\n${citation(basis).zh}`,
    codes(keptBy),
    open ? `${open.en}\n${open.zh}` : '',
  ];
}

function lateOf({ late }: ClockDefinition): string {
  if (late === undefined) return '';
  return 'zh' in late ? `nothing: ${late.en}\n${late.zh}` : codes(late);
}

/** A state in which a clock runs. */
interface Place {
  readonly clock: string;
  readonly where: string;
  readonly started: readonly string[];
  readonly stopped: readonly string[];
  /** The states it leads to, when it moves the part. */
  readonly leadsTo: readonly string[];
}

function placesOf(kind: string, chart: ChartState): Place[] {
  const walk = (state: ChartState, above: readonly ChartState[]): Place[] => {
    const path = [...above, state];
    const clocks = new Set(state.branches.filter((branch) => branch.clock).map((branch) => branch.event));
    return [
      ...[...clocks].map((clock) => placeOf(kind, clock, path, chart)),
      ...state.states.flatMap((inner) => walk(inner, path)),
    ];
  };
  return walk(chart, []);
}

function placeOf(kind: string, clock: string, path: readonly ChartState[], chart: ChartState): Place {
  const state = path[path.length - 1] ?? chart;
  const targets = state.branches.filter((branch) => branch.event === clock).flatMap(({ target }) => target ?? []);
  return {
    clock,
    where: `${kind}: ${dotted(state.id)}`,
    started: [...new Set(entrances(path).flatMap((id) => leadingTo(chart, id)))],
    stopped: [
      ...new Set(
        path
          .flatMap((one) => one.branches)
          .filter((branch) => branch.target !== undefined && branch.target !== state.id && branch.event !== clock)
          .map((branch) => branch.event),
      ),
    ],
    leadsTo: targets.map(dotted),
  };
}

/** The ids whose entering enters the last state of the path: its own, and those above while it is initial in them. */
function entrances(path: readonly ChartState[]): string[] {
  const ids: string[] = [];
  for (let i = path.length - 1; i >= 0; i--) {
    const state = path[i];
    if (!state) break;
    ids.push(state.id);
    const above = path[i - 1];
    if (!above || (above.type === 'compound' && above.initial !== state.id)) break;
  }
  return ids;
}

function leadingTo(state: ChartState, id: string): string[] {
  const own = state.branches.filter((branch) => branch.target === id).map((branch) => branch.event);
  return [...own, ...state.states.flatMap((inner) => leadingTo(inner, id))];
}

function dotted(id: string): string {
  return id.replaceAll('_', '.');
}
