import type { Branch, ChartState } from './chart.js';

/** What a clock's edge says: its limit in words. */
export type ClockWords = (name: string) => string;

/** PURE. A statechart as Mermaid `stateDiagram-v2`. Branches that leave no state are not drawn; see `staying`. */
export function mermaid(chart: ChartState, clock: ClockWords): string {
  return ['stateDiagram-v2', ...indented(inside(chart, clock))].join('\n');
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
  if (mesh !== undefined) return meshed(state, mesh);
  return [
    ...state.states.flatMap((inner) => declaration(inner, clock)),
    ...(state.initial === undefined ? [] : [`[*] --> ${state.initial}`]),
    ...state.states.flatMap((inner) => edges(inner, clock)),
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
  const labels = new Map<string, Set<string>>();
  for (const branch of state.branches) {
    const target = targetOf(state, branch);
    if (target === undefined) continue;
    const lines = labels.get(target) ?? new Set();
    labels.set(target, lines.add(label(branch, forks(state, branch.event), clock)));
  }
  return [...labels].map(([target, lines]) => `${state.id} --> ${target}: ${[...lines].join('<br/>')}`);
}

/** A clock that only alarms leaves the state where it is, and is drawn all the same. */
export function targetOf(state: ChartState, branch: Branch): string | undefined {
  return branch.target ?? (branch.clock ? state.id : undefined);
}

/** False when an event leads to the same state whatever its guards say. */
export function forks(state: ChartState, event: string): boolean {
  const branches = state.branches.filter((branch) => branch.event === event);
  const targets = new Set(branches.map((branch) => targetOf(state, branch)));
  const last = branches.at(-1)?.guard;
  return targets.size > 1 || (last !== undefined && last !== 'else');
}

function label({ event, clock, guard }: Branch, forked: boolean, words: ClockWords): string {
  const name = clock ? `⏱ ${event}, ${words(event)}` : event;
  return plain(forked && guard !== undefined ? `${name} [${guard}]` : name);
}

/** A colon would start another label, a semicolon end the statement, a hash start an entity. */
function plain(text: string): string {
  return text.replace(/[:;]/g, ',').replace(/[#"]/g, ' ').replace(/\s+/g, ' ');
}

/** The one event by which every state of a region goes to every other: too many edges to be read. */
export function meshEvent({ states }: ChartState): string | undefined {
  const [event, ...others] = new Set(states.flatMap((state) => state.branches.map((branch) => branch.event)));
  if (event === undefined || others.length > 0 || states.length < 3) return undefined;
  const everywhere = states.every((state) => {
    const targets = new Set(state.branches.map((branch) => branch.target));
    return states.every((other) => other === state || targets.has(other.id));
  });
  return everywhere ? event : undefined;
}

function meshed({ id, states }: ChartState, event: string): string[] {
  const names = states.map((state) => state.name).join(', ');
  return [`state "one of: ${names}" as ${id}_any`, `[*] --> ${id}_any`, `${id}_any --> ${id}_any: ${plain(event)}`];
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
