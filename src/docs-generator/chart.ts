import type { CaseDefinition } from '../engine/definition/index.js';

type Machine = CaseDefinition['machines'][string];
type Node = Machine['root'];

/** One way out of a state, or a branch of it. */
export interface Branch {
  /** Event type; for a clock its name. */
  readonly event: string;
  readonly clock: boolean;
  /** What the guard asks, in words; `else` for the last of several branches; absent when always taken. */
  readonly guard?: string;
  /** Id of the target; absent when the event is recorded without leaving the state. */
  readonly target?: string;
}

/** A state of a statechart as its picture needs it. */
export interface ChartState {
  /** Unique in the chart, letters, digits and underscores. */
  readonly id: string;
  readonly name: string;
  readonly type: 'atomic' | 'compound' | 'parallel' | 'final' | 'history';
  readonly initial?: string;
  readonly states: readonly ChartState[];
  readonly branches: readonly Branch[];
}

const after = /^xstate\.after\.([^.]+)\./;

/** PURE. A machine as a tree of states and branches, in the order in which it was written. */
export function readChart(machine: Machine): ChartState {
  return readState(machine.root);
}

function readState(node: Node): ChartState {
  const states: Node[] = Object.values(node.states);
  const initial: Node | undefined = node.type === 'compound' ? node.initial.target[0] : undefined;
  return {
    id: idOf(node),
    name: node.key,
    type: node.type,
    ...(initial ? { initial: idOf(initial) } : {}),
    states: states.map(readState),
    branches: branchesOf(node),
  };
}

function idOf(node: Node): string {
  return node.path.length === 0 ? node.key : node.path.join('_');
}

function branchesOf(node: Node): Branch[] {
  return [...node.transitions].flatMap(([type, transitions]) => {
    const clock = after.exec(type)?.[1];
    return transitions.map((transition, place): Branch => {
      const target: Node | undefined = transition.target?.[0];
      const guard = guardOf(transition.guard, place > 0);
      return {
        event: clock ?? type,
        clock: clock !== undefined,
        ...(guard === undefined ? {} : { guard }),
        ...(target === undefined ? {} : { target: idOf(target) }),
      };
    });
  });
}

/** `isDrawnOut` → "drawn out". A guard written in place has no name to read. */
function guardOf(guard: unknown, follows: boolean): string | undefined {
  if (guard === undefined) return follows ? 'else' : undefined;
  const name = typeof guard === 'function' && guard.name !== 'guard' ? guard.name : '';
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).trim();
  return words.replace(/^(is|has) /, (verb) => (verb === 'is ' ? '' : verb)) || 'if it applies';
}
