import type { AnyStateMachine, StateValue } from 'xstate';
import { beginning } from '../statechart-step.js';
import { FreeRegion, type States } from './free-region.js';
import { textOf, whole } from './region-texts.js';

/** A part, or one region of it, on its way: where it stands, and the events raised that were not taken yet. */
interface Passing<S> {
  readonly state: S;
  readonly queue: readonly string[];
}

type Raises = readonly (readonly string[])[];

/** The statechart of one kind as regions that move side by side, each by its own ways. PURE. */
export class FreeChart {
  /** The regions; then, nameless, what the parallel state does itself, which only raises. XState takes them in this order. */
  private readonly regions: readonly (readonly [name: string | null, region: FreeRegion])[];
  /** The states in which a region may stand while another moves. */
  private readonly standing = new Map<FreeRegion, States>();
  private readonly raised = new Map<string, Raises>();
  private readonly known = new Map<string, readonly StateValue[]>();

  constructor(private readonly machine: AnyStateMachine) {
    this.regions =
      machine.root.type === 'parallel'
        ? [...regionsOf(machine), [null, ownOf(machine)]]
        : [[whole, new FreeRegion(machine.config, machine)]];
    for (const [, region] of this.regions) this.standing.set(region, region.states);
  }

  get names(): string[] {
    return this.regions.flatMap(([name]) => name ?? []);
  }

  /** Says which states of a region are reached at all. True when they are fewer than was known. */
  narrow(name: string, states: States): boolean {
    const region = this.named(name);
    const isNarrower = states.size < (this.standing.get(region)?.size ?? 0);
    this.standing.set(region, states);
    this.raised.clear();
    this.known.clear();
    return isNarrower;
  }

  /** The state of a region within that of its part. */
  within(name: string | null, state: StateValue): StateValue {
    if (name === null) return alone;
    const own = name === whole || typeof state === 'string' ? state : state[name];
    if (own === undefined) throw new Error(`there is no region ${name}`);
    return own;
  }

  /** The states in which a part may be that is opened by this event. */
  opened(type: string): StateValue[] {
    const start = this.regions.map(([name]) => this.within(name, beginning(this.machine).value));
    const rests = passed(start, type, (states, event) =>
      everyChoice(states.map((state, index) => this.regions[index]?.[1].ways(state, event) ?? [])).map((ways) => ({
        state: ways.map(({ to }) => to),
        queue: ways.flatMap(({ raised }) => raised),
      })),
    );
    return rests.map((states) => this.together(states));
  }

  private together(states: readonly StateValue[]): StateValue {
    const [first = alone] = states;
    if (this.regions[0]?.[0] === whole) return first;
    return Object.fromEntries(this.names.map((name, index) => [name, states[index] ?? alone]));
  }

  /** True when an event that is offered to the part may move this region. */
  concerns(name: string, type: string): boolean {
    if (this.named(name).takes(type)) return true;
    return this.regions.some(([, region]) => this.raises(region, type).some((events) => events.length > 0));
  }

  /** Where a region may come to when an event is offered to the part, wherever its other regions stand. */
  reached(name: string, from: StateValue, type: string): readonly StateValue[] {
    const key = `${name} ${type} ${textOf(from)}`;
    let found = this.known.get(key);
    if (!found) {
      found = this.found(name, from, type);
      this.known.set(key, found);
    }
    return found;
  }

  private found(name: string, from: StateValue, type: string): StateValue[] {
    const own = this.named(name);
    return passed(from, type, (state, event) =>
      own.ways(state, event).flatMap(({ to, raised }) => {
        const raises = this.regions.map(([, region]) => (region === own ? [raised] : this.raises(region, event)));
        return everyChoice(raises).map((lists) => ({ state: to, queue: lists.flat() }));
      }),
    );
  }

  /** What a region may raise on an event. */
  private raises(region: FreeRegion, type: string): Raises {
    const key = `${this.regions.findIndex(([, one]) => one === region)} ${type}`;
    let found = this.raised.get(key);
    if (!found) {
      const states = [...(this.standing.get(region)?.values() ?? [])];
      const lists = states.flatMap((state) => region.ways(state, type).map(({ raised }) => raised));
      found = [...new Map(lists.map((raised) => [raised.join(), raised])).values()];
      this.raised.set(key, found);
    }
    return found;
  }

  private named(name: string): FreeRegion {
    const found = this.regions.find(([one]) => one === name);
    if (!found) throw new Error(`there is no region ${name}`);
    return found[1];
  }
}

/** The only state of what has none. */
const alone = 'alone';

function regionsOf(machine: AnyStateMachine): [string, FreeRegion][] {
  const { on, states = {}, ...rest } = machine.config;
  return Object.keys(states).map((name) => [
    name,
    new FreeRegion({ ...rest, states: { [name]: states[name] } }, machine, name),
  ]);
}

/** What a parallel state does itself, wherever its regions stand. */
function ownOf(machine: AnyStateMachine): FreeRegion {
  const { id, on } = machine.config;
  for (const [type, branches] of machine.root.transitions)
    if (branches.some((branch) => branch.target)) throw new Error(`${id} is parallel, and ${type} moves all of it`);
  return new FreeRegion({ id, initial: alone, states: { [alone]: {} }, on }, machine);
}

/** Every state in which it may rest after an event and all that is raised by it. */
function passed<S>(from: S, type: string, taking: (state: S, event: string) => Passing<S>[]): S[] {
  const seen = new Set<string>();
  const rests: S[] = [];
  const open: Passing<S>[] = [{ state: from, queue: [type] }];
  for (let at = open.pop(); at; at = open.pop()) {
    const key = JSON.stringify(at);
    if (seen.has(key)) continue;
    seen.add(key);
    const [event, ...rest] = at.queue;
    if (event === undefined) rests.push(at.state);
    else for (const { state, queue } of taking(at.state, event)) open.push({ state, queue: [...rest, ...queue] });
  }
  return rests;
}

/** One of each list: every choice. */
function everyChoice<T>(lists: readonly (readonly T[])[]): T[][] {
  let all: T[][] = [[]];
  for (const list of lists) all = all.flatMap((chosen) => list.map((one) => [...chosen, one]));
  return all;
}
