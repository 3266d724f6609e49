import type { Branch, ChartState } from '../chart.js';
import { forks, meshEvent } from '../mermaid.js';
import { flow, type Line, type Run } from './text.js';

/** How a picture names things beside their identifiers. */
export interface Words {
  /** A state in Chinese by its path (`feedback.due`); undefined when it has no other name. */
  state(path: string): string | undefined;
  /** An event in Chinese; undefined for a word that one region only passes to the others. */
  event(type: string): string | undefined;
  /** A clock's limit. */
  limit(name: string): { readonly zh: string; readonly en: string } | undefined;
}

/** One way out of a state, as it is written beside the state. */
export interface Row {
  readonly lines: readonly Line[];
  readonly clock: boolean;
  /** Id of the state beside this one that it leads to; absent when it leads back to its own state. */
  readonly target?: string;
}

/** A state as a box with its ways out. */
export interface Card {
  readonly id: string;
  readonly name: Line;
  readonly alias: Line | null;
  readonly final: boolean;
  readonly rows: readonly Row[];
  /** What runs inside it: one level, or several side by side. */
  readonly levels: readonly Level[];
}

/** States beside each other, the initial one first. */
export interface Level {
  readonly title: readonly Run[];
  readonly cards: readonly Card[];
  /** Every state leads to every other by this event: only the names are shown. */
  readonly mesh: Line | null;
}

const widest = 350;

/** PURE. A chart as levels of boxes. A parallel chart gives one level for each region. */
export function levelsOf(state: ChartState, words: Words): Level[] {
  return state.type === 'parallel' ? state.states.map((region) => levelOf(region, words)) : [levelOf(state, words)];
}

function levelOf(state: ChartState, words: Words): Level {
  const ids = new Set(state.states.map((inner) => inner.id));
  const first = state.states.filter((inner) => inner.id === state.initial);
  const ordered = [...first, ...state.states.filter((inner) => inner.id !== state.initial)];
  const mesh = meshEvent(state);
  return {
    title: titleOf(state, words),
    cards: ordered.map((inner) => cardOf(inner, ids, words, mesh !== undefined)),
    mesh: mesh === undefined ? null : [{ voice: 'inner', text: mesh }],
  };
}

function titleOf(state: ChartState, words: Words): Run[] {
  const alias = words.state(state.id.replaceAll('_', '.'));
  return [
    { voice: 'name', text: state.name },
    ...(alias === undefined ? [] : [{ voice: 'small' as const, text: alias }]),
  ];
}

function cardOf(state: ChartState, beside: ReadonlySet<string>, words: Words, bare: boolean): Card {
  const [name, ...alias] = titleOf(state, words);
  return {
    id: state.id,
    name: name ? [name] : [],
    alias: alias.length > 0 ? alias : null,
    final: state.type === 'final',
    rows: bare ? [] : rowsOf(state, beside, words),
    levels: state.states.length === 0 ? [] : levelsOf(state, words),
  };
}

/** Events first, then clocks; what is recorded without leaving the state is listed elsewhere. */
function rowsOf(state: ChartState, beside: ReadonlySet<string>, words: Words): Row[] {
  const seen = new Set<string>();
  const rows = state.branches.flatMap((branch): Row[] => {
    if (branch.target === undefined && !branch.clock) return [];
    const forked = forks(state, branch.event);
    const key = JSON.stringify([branch.event, branch.target, forked ? branch.guard : null]);
    if (seen.has(key)) return [];
    seen.add(key);
    return [rowOf(state, branch, forked, beside, words)];
  });
  return [...rows.filter((row) => !row.clock), ...rows.filter((row) => row.clock)];
}

function rowOf(
  state: ChartState,
  { event, clock, guard, target }: Branch,
  forked: boolean,
  beside: ReadonlySet<string>,
  words: Words,
): Row {
  const leaves = target !== undefined && target !== state.id;
  const away = leaves && !beside.has(target);
  const condition: Run[] = forked && guard !== undefined ? [{ voice: 'small', text: `[${guard}]` }] : [];
  // A target on another level has no lane here: its name is written instead.
  const far: Run[] = away ? [{ voice: 'small', text: `→ ${target.replaceAll('_', '.')}` }] : [];
  return {
    lines: clock
      ? clockLines(event, [...condition, ...far], words)
      : eventLines(event, [...condition, ...far], words.event(event)),
    clock,
    ...(leaves && !away ? { target } : {}),
  };
}

function eventLines(event: string, more: readonly Run[], title: string | undefined): Line[] {
  const name: Run = { voice: title === undefined ? 'inner' : 'event', text: event };
  return flow([name, ...more, ...(title === undefined ? [] : [{ voice: 'small' as const, text: title }])], widest);
}

function clockLines(name: string, more: readonly Run[], words: Words): Line[] {
  const limit = words.limit(name);
  const head: Run[] = [{ voice: 'face', text: '' }, { voice: 'event', text: name }, ...more];
  if (!limit) return flow(head, widest);
  const inOne = flow([...head, { voice: 'small', text: `${limit.en} · ${limit.zh}` }], widest);
  if (inOne.length === 1) return inOne;
  return [
    ...flow(head, widest),
    ...flow([{ voice: 'small', text: limit.en }], widest),
    ...flow([{ voice: 'small', text: limit.zh }], widest),
  ];
}
