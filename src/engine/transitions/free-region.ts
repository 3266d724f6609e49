import { type AnyStateMachine, type AnyStateNode, StateMachine, type StateValue } from 'xstate';
import { handles } from '../handles.js';
import { activeAt, step } from '../statechart-step.js';
import { textOf } from './region-texts.js';

/** Where a region may come to by one event, and the events it then raises to the other regions. */
export interface Way {
  readonly to: StateValue;
  readonly raised: readonly string[];
}

/** States by their text. */
export type States = ReadonlyMap<string, StateValue>;

/** The answers of the guards in one step: tried one after the other, until every combination was. */
class Answers {
  private given: boolean[] = [];
  private asked = 0;

  next(): boolean {
    const answer = this.given[this.asked] ?? false;
    this.given[this.asked++] = answer;
    return answer;
  }

  /** Begins anew with answers that were not given yet; false when all were. */
  turn(): boolean {
    const last = this.given.lastIndexOf(false);
    this.given = last < 0 ? [] : [...this.given.slice(0, last), true];
    this.asked = 0;
    return last >= 0;
  }
}

/**
 * What moves by itself: a statechart that moves as one, or one region of a parallel one with all that is in it. XState
 * moves it as it moves the parts of a case, but it has no facts, and every guard comes out both ways. PURE.
 */
export class FreeRegion {
  private readonly answers = new Answers();
  private readonly machine: AnyStateMachine;
  private readonly known = new Map<string, readonly Way[]>();

  /** `name`: the only member of a parallel state. */
  constructor(
    config: object,
    { implementations }: AnyStateMachine,
    private readonly name?: string,
  ) {
    this.machine = new StateMachine(freed(config, () => this.answers.next()) as never, implementations);
  }

  /** Every state in which it may be, reachable or not. */
  get states(): States {
    const states = statesBelow(this.machine.root).map((state) => this.ownOf(state));
    return new Map(states.map((state) => [textOf(state), state]));
  }

  /** True when some state of it takes the event. */
  takes(type: string): boolean {
    return this.machine.events.includes(type) || clocksBelow(this.machine.root).includes(type);
  }

  /** What one event may do here; staying is among it where it is possible. */
  ways(state: StateValue, type: string): readonly Way[] {
    const key = `${type} ${textOf(state)}`;
    let found = this.known.get(key);
    if (!found) {
      found = this.tried(state, type);
      this.known.set(key, found);
    }
    return found;
  }

  private tried(own: StateValue, type: string): Way[] {
    const state = this.name === undefined ? own : { [this.name]: own };
    if (!handles(this.machine, state).has(type)) return [{ to: own, raised: [] }];
    const ways = new Map<string, Way>();
    do {
      const way = this.taken(state, type);
      ways.set(`${textOf(way.to)} ${way.raised.join()}`, way);
    } while (this.answers.turn());
    return [...ways.values()];
  }

  private taken(state: StateValue, type: string): Way {
    const [next, actions] = step(this.machine, activeAt(this.machine, state, {}), { type });
    return { to: this.ownOf(next.value), raised: actions.flatMap(raisedBy) };
  }

  private ownOf(state: StateValue): StateValue {
    const own = this.name === undefined || typeof state === 'string' ? state : state[this.name];
    if (own === undefined) throw new Error(`${this.machine.id} left its only region`);
    return own;
  }
}

/** XState's own list of events leaves the delayed ones out. */
function clocksBelow(node: AnyStateNode): string[] {
  return [...node.transitions.keys(), ...Object.values(node.states).flatMap(clocksBelow)];
}

function statesBelow(node: AnyStateNode): StateValue[] {
  const inner = Object.values(node.states);
  if (node.type !== 'parallel') return inner.flatMap(statesIn);
  let all: Record<string, StateValue>[] = [{}];
  for (const region of inner)
    all = all.flatMap((state) => statesBelow(region).map((own) => ({ ...state, [region.key]: own })));
  return all;
}

function statesIn(node: AnyStateNode): StateValue[] {
  if (Object.keys(node.states).length === 0) return [node.key];
  return statesBelow(node).map((state) => ({ [node.key]: state }));
}

const raisedAction = 'raised';

/** The configuration with guards that answer by `ask`, and with no action but those that tell what was raised. */
function freed(config: unknown, ask: () => boolean): unknown {
  if (Array.isArray(config)) return config.map((one) => freed(one, ask));
  if (typeof config !== 'object' || config === null) return config;
  return Object.fromEntries(
    Object.entries(config).map(([name, value]) => {
      if (name === 'guard') return [name, ask];
      if (['actions', 'entry', 'exit'].includes(name)) return [name, [value].flat().flatMap(told)];
      return [name, freed(value, ask)];
    }),
  );
}

/** An action that raises becomes one that only says so: what the other regions make of it is asked of them. */
function told(action: { type?: string; event?: { type?: string } }): object[] {
  if (action.type !== 'xstate.raise') return [];
  const type = action.event?.type;
  if (type === undefined) throw new Error('a statechart may only raise events that are known beforehand');
  return [{ type: raisedAction, params: { type } }];
}

function raisedBy({ type, params }: { type: string; params?: unknown }): string[] {
  return type === raisedAction ? [(params as { type: string }).type] : [];
}
