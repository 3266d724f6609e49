import { type CaseDefinition, type EventDefinition, kindOf } from '../engine/definition/index.js';
import { type ChartState, readChart } from './chart.js';
import { code, codes, page, table } from './markdown.js';

/** PURE. Who may record what, and when: of every kind a table of its states and the events they take, with the roles. */
export function tablePage(definition: CaseDefinition): string {
  const kinds = Object.entries(definition.machines).flatMap(([kind, machine]) => [
    `## ${kind}`,
    ...framesOf(readChart(machine)).flatMap((frame) => section(definition, kind, frame)),
  ]);
  return page(
    `Who may record what, and when: ${definition.name}@${definition.version}`,
    `A row is an event of the [catalogue](events.md), a column a state of the [statechart](statecharts.md). A cell names the ` +
      'roles that may record the event there; where a state has others inside, the cell says which of them take it. ' +
      'An empty cell is refused with `notInThisState`, any other role with `roleMissing`. What an event must meet besides ' +
      'stands in the [rules](rules.md).',
    `An event recorded on another part may open one (*opened*), or the part is *told* of it and takes it with that other. What ` +
      `opens a part is recorded where the ${code(definition.root)} takes it: those events stand in its table too.`,
    ...kinds,
  );
}

/** What is shown as one table: a chart, or each region of a parallel one. */
interface Frame {
  readonly name?: string;
  readonly states: readonly ChartState[];
  /** Taken whatever the state. */
  readonly always: readonly string[];
}

function framesOf(chart: ChartState): Frame[] {
  const always = eventsOf(chart);
  if (chart.type !== 'parallel') return [{ states: chart.states, always }];
  return [
    ...chart.states.map((region) => ({ name: region.name, states: region.states, always: eventsOf(region) })),
    { name: 'in every state', states: [], always },
  ];
}

function section(definition: CaseDefinition, kind: string, { name, states, always }: Frame): string[] {
  const whoIn = (state: string, event: EventDefinition) =>
    kindOf(event.type) === kind || kind === definition.root ? event.roles.join('\n') : elsewhere(state);
  const takenIn = (state: ChartState) => taken(state).filter((type) => !always.includes(type));
  const open = states.filter((state) => takenIn(state).length > 0);
  const closed = states.filter((state) => !open.includes(state));
  const rows = eventsIn(definition, open.flatMap(takenIn)).map((event) => [
    head(event),
    ...open.map((state) => cell(state, event, whoIn(state.name, event))),
  ]);
  const anywhere = eventsIn(definition, always).map((event) => [head(event), whoIn('', event)]);
  return [
    ...(name === undefined ? [] : [`### ${kind}: ${name}`]),
    ...(rows.length > 0 ? [table(['event', ...open.map((state) => code(state.name))], rows)] : []),
    ...(closed.length > 0 ? [`Take no event of their own: ${codes(closed.map((state) => state.name))}.`] : []),
    ...(anywhere.length > 0 ? ['Whatever the state, final ones too:', table(['event', 'roles'], anywhere)] : []),
  ];
}

/** What an event of another kind does to a part. */
function elsewhere(state: string): string {
  return state === 'new' ? '*opened*' : '*told*';
}

/** These events, in the catalogue's order. */
function eventsIn(definition: CaseDefinition, types: readonly string[]): EventDefinition[] {
  return [...definition.events.values()].filter((event) => types.includes(event.type));
}

function head({ type, title }: EventDefinition): string {
  return `${code(type)}\n${title.zh}`;
}

function cell(state: ChartState, event: EventDefinition, who: string): string {
  const places = placesOf(state, event.type);
  const inside = places.filter((place) => place !== '');
  if (places.length === 0) return '';
  return [who, ...(inside.length > 0 ? [`in ${codes(inside)}`] : [])].join('\n');
}

/** Where a state takes an event: itself (`''`), or the states inside it by their path. */
function placesOf(state: ChartState, type: string, above = ''): string[] {
  const here = eventsOf(state).includes(type) ? [above] : [];
  return [
    ...here,
    ...state.states.flatMap((inner) => placesOf(inner, type, above === '' ? inner.name : `${above}.${inner.name}`)),
  ];
}

function taken(state: ChartState): string[] {
  return [...eventsOf(state), ...state.states.flatMap(taken)];
}

function eventsOf(state: ChartState): string[] {
  return [...new Set(state.branches.filter(({ clock }) => !clock).map(({ event }) => event))];
}
