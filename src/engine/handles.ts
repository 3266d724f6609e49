import { type AnyStateMachine, type AnyStateNode, getNextTransitions, type StateValue } from 'xstate';
import { annulledState } from './definition/index.js';

const nothing: ReadonlySet<string> = new Set();
const remembered = new WeakMap<AnyStateMachine, Map<string, ReadonlySet<string>>>();

/**
 * PURE. The event types that a state handles at all, guards apart. Remembered per machine and state value: asking
 * XState anew doubles the cost of `available`. A part that was opened in error handles nothing.
 */
export function handles(machine: AnyStateMachine, state: StateValue): ReadonlySet<string> {
  if (state === annulledState) return nothing;
  const states = remembered.get(machine) ?? new Map<string, ReadonlySet<string>>();
  remembered.set(machine, states);
  const key = typeof state === 'string' ? state : JSON.stringify(state);
  const found = states.get(key);
  if (found) return found;
  const snapshot = machine.resolveState({ value: state, context: {} });
  const types = new Set(getNextTransitions(snapshot).map((next) => next.eventType));
  states.set(key, types);
  return types;
}

const after = 'xstate.after.';
const strikes = new WeakMap<AnyStateMachine, ReadonlyMap<string, string>>();

/** The event type by which each clock of a machine strikes: clock name → `xstate.after.<name>.<state id>`. */
export function clockEvents(machine: AnyStateMachine): ReadonlyMap<string, string> {
  let found = strikes.get(machine);
  if (!found) {
    const types = transitionTypes(machine.root).filter((type) => type.startsWith(after));
    found = new Map(types.map((type) => [clockName(type), type]));
    strikes.set(machine, found);
  }
  return found;
}

/** Every type that a node or one below it has a transition for; XState's own list leaves the delayed ones out. */
function transitionTypes(node: AnyStateNode): string[] {
  return [...node.transitions.keys(), ...Object.values(node.states).flatMap(transitionTypes)];
}

/** `xstate.after.handOver.seized` → `handOver`. */
export function clockName(sendId: string): string {
  return sendId.slice(after.length, sendId.indexOf('.', after.length));
}
