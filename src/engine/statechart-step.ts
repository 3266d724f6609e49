import {
  type AnyActorScope,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  createActor,
  type EventObject,
  type ExecutableActionObject,
  initialTransition,
  type StateValue,
} from 'xstate';
import type { Facts } from './definition/index.js';

// XState's own `transition()` makes an actor, and with it the initial snapshot, at every call: 50 of the 125 µs that a
// decision took. The machines here have no actors, so one scope that runs nothing serves all calls.
const scopes = new WeakMap<AnyStateMachine, Omit<AnyActorScope, 'actionExecutor'>>();

function scopeOf(machine: AnyStateMachine): Omit<AnyActorScope, 'actionExecutor'> {
  let scope = scopes.get(machine);
  if (!scope) {
    const self = createActor(machine);
    const nothing = () => {};
    scope = {
      self,
      id: '',
      sessionId: '',
      logger: nothing,
      defer: nothing,
      emit: nothing,
      stopChild: nothing,
      system: self.system,
    };
    scopes.set(machine, scope);
  }
  return scope;
}

/** PURE. What XState's `transition()` returns: the next snapshot and the actions, which nobody executes. */
export function step(
  machine: AnyStateMachine,
  snapshot: AnyMachineSnapshot,
  event: EventObject,
): [AnyMachineSnapshot, ExecutableActionObject[]] {
  const actions: ExecutableActionObject[] = [];
  const actionExecutor = (action: ExecutableActionObject) => void actions.push(action);
  const next: AnyMachineSnapshot = machine.transition(snapshot, event, { ...scopeOf(machine), actionExecutor });
  return [next, actions];
}

const beginnings = new WeakMap<AnyStateMachine, AnyMachineSnapshot>();

/** PURE. The snapshot in which a machine begins. */
export function beginning(machine: AnyStateMachine): AnyMachineSnapshot {
  let found = beginnings.get(machine);
  if (!found) {
    [found] = initialTransition(machine);
    beginnings.set(machine, found);
  }
  return found;
}

const resolved = new WeakMap<AnyStateMachine, Map<string, AnyMachineSnapshot>>();

/** PURE. The snapshot of a stored state. Which nodes a state value stands for is worked out once. */
export function snapshotAt(machine: AnyStateMachine, state: StateValue, facts: Facts): AnyMachineSnapshot {
  const states = resolved.get(machine) ?? new Map<string, AnyMachineSnapshot>();
  resolved.set(machine, states);
  const key = typeof state === 'string' ? state : JSON.stringify(state);
  let found = states.get(key);
  if (!found) {
    found = machine.resolveState({ value: state, context: {} });
    states.set(key, found);
  }
  return { ...found, context: facts };
}

/**
 * PURE. As `snapshotAt`, and never done, whatever the state: XState keeps a snapshot done that once was and stops the clocks
 * of every state it enters, and a correction or what is recorded late may bring a part back from its end.
 */
export function activeAt(machine: AnyStateMachine, state: StateValue, facts: Facts): AnyMachineSnapshot {
  const snapshot = snapshotAt(machine, state, facts);
  return snapshot.status === 'done' ? { ...snapshot, status: 'active', output: undefined } : snapshot;
}
