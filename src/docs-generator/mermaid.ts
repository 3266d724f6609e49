import type { Branch, ChartState } from './chart.js';

/** What a clock's edge says: its limit in words. */
export type ClockWords = (name: string) => string;

/** PURE. A statechart as a Mermaid `stateDiagram-v2`. Branches that leave no state are not drawn; see `staying`. */
export function mermaid(chart: ChartState, clock: ClockWords): string {
  const lines = chart.type === 'parallel' ? whole(chart, clock) : inside(chart, clock);
  return ['stateDiagram-v2', ...indented(lines)].join('\n');
}

/** The events each state takes without leaving it, innermost states last: state name → event types. */
export function staying(chart: ChartState): { readonly state: string; readonly events: readonly string[] }[] {
  const own = chart.branches.filter((branch) => branch.target === undefined && !branch.clock);
  const events = [...new Set(own.map((branch) => branch.event))];
  return [...(events.length > 0 ? [{ state: chart.name, events }] : []), ...chart.states.flatMap(staying)];
}

function whole(state: ChartState, clock: ClockWords): string[] {
  return [`state "${state.name}" as ${state.id} {`, ...indented(inside(state, clock)), '}'];
}

function inside(state: ChartState, clock: ClockWords): string[] {
  if (state.type === 'parallel') return regions(state, clock);
  const mesh = meshEvent(state);
  return [
    ...state.states.flatMap((inner) => declaration(inner, clock)),
    ...(state.initial === undefined ? [] : [`[*] --> ${state.initial}`]),
    ...(mesh === undefined ? state.states.flatMap((inner) => edges(inner, clock)) : meshNote(state, mesh)),
    ...state.states.filter((inner) => inner.type === 'final').map((inner) => `${inner.id} --> [*]`),
  ];
}

function regions(state: ChartState, clock: ClockWords): string[] {
  return state.states.flatMap((region, place) => [...(place > 0 ? ['--'] : []), ...whole(region, clock)]);
}

function declaration(state: ChartState, clock: ClockWords): string[] {
  if (state.states.length > 0) return whole(state, clock);
  return [state.id === state.name ? state.id : `state "${state.name}" as ${state.id}`];
}

/** Everything between the same two states is one edge with several lines. */
function edges(state: ChartState, clock: ClockWords): string[] {
  const labels = new Map<string, string[]>();
  for (const branch of state.branches) {
    // A clock that only alarms leaves the state where it is, and is drawn all the same.
    const target = branch.target ?? (branch.clock ? state.id : undefined);
    if (target !== undefined) labels.set(target, [...(labels.get(target) ?? []), label(branch, clock)]);
  }
  return [...labels].map(([target, lines]) => `${state.id} --> ${target}: ${lines.join('<br/>')}`);
}

function label({ event, clock, guard }: Branch, words: ClockWords): string {
  const name = clock ? `⏱ ${event}, ${words(event)}` : event;
  return plain(guard === undefined ? name : `${name} [${guard}]`);
}

/** A colon would start another label, a semicolon end the statement, a hash start an entity. */
function plain(text: string): string {
  return text.replace(/[:;#"]/g, ' ').replace(/\s+/g, ' ');
}

/** The one event by which every state of a region goes to every other: too many edges to be read. */
function meshEvent({ states }: ChartState): string | undefined {
  const [event, ...others] = new Set(states.flatMap((state) => state.branches.map((branch) => branch.event)));
  if (event === undefined || others.length > 0 || states.length < 3) return undefined;
  const everywhere = states.every((state) => {
    const targets = new Set(state.branches.map((branch) => branch.target));
    return states.every((other) => other === state || targets.has(other.id));
  });
  return everywhere ? event : undefined;
}

function meshNote({ states }: ChartState, event: string): string[] {
  const first = states[0]?.id ?? '';
  return [`note right of ${first}`, `  each leads to each other: ${plain(event)}`, 'end note'];
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
