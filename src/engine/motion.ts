import type { AnyStateMachine, StateValue } from 'xstate';
import {
  annulledState,
  type CaseDefinition,
  type CaseFile,
  type Clock,
  type Command,
  type FactChanges,
  kept,
  type Part,
  type Told,
  type Undoing,
  View,
} from './definition/index.js';
import { clockEvents, clockName, handles } from './handles.js';
import { activeAt, beginning, snapshotAt, step } from './statechart-step.js';

/** A case while one command moves through it. PURE; the only place that calls XState's `transition()`. */
export class Motion {
  readonly parts: Map<string, Part>;
  readonly clocks: Map<string, Clock>;
  readonly view: View;
  readonly opened: string[] = [];
  readonly rootId: string;
  /** The part the command is addressed to, or the first that it opened. */
  addressed = '';

  constructor(
    private readonly definition: CaseDefinition,
    private readonly file: CaseFile,
    private readonly command: Command,
  ) {
    this.rootId = `${definition.root}-1`;
    this.parts = new Map(file.parts.map((part) => [part.id, part]));
    this.clocks = new Map(file.clocks.map((clock) => [clockKey(clock), clock]));
    this.view = new View(this.parts, this.rootId);
  }

  /** True when the part's present state takes the command's event, guards included. */
  accepts(part: Part): boolean {
    const machine = this.machineOf(part.kind);
    if (!handles(machine, part.state).has(this.command.type)) return false;
    return activeAt(machine, part.state, part.facts).can(this.event(this.command.type, part.id, {}, part.id));
  }

  /** Makes a new part and offers it the command's event. Throws when the machine does not open on it: a fault of the definition. */
  open(kind: string, facts: FactChanges): void {
    const machine = this.machineOf(kind);
    // Counted with those that were opened in error: an id is never used again.
    const id = `${kind}-${[...this.parts.values()].filter((part) => part.kind === kind).length + 1}`;
    const snapshot = beginning(machine);
    this.parts.set(id, {
      id,
      kind,
      state: snapshot.value,
      facts: snapshot.context,
      since: this.command.at,
      final: false,
      version: this.version,
    });
    if (this.addressed === '') this.addressed = id;
    this.opened.push(id);
    if (!this.offer(id, this.command.type, facts)) throw new Error(`${kind} does not open on ${this.command.type}`);
  }

  /** Offers an event to a part. True when the part took it. */
  offer(id: string, type: string, facts: FactChanges): boolean {
    const part = this.parts.get(id);
    if (!part) return false;
    const machine = this.machineOf(part.kind);
    if (!handles(machine, part.state).has(type)) return false;
    const before = activeAt(machine, part.state, part.facts);
    const [next, actions] = step(machine, before, this.event(type, id, facts, this.addressed));
    // A re-entry gives the same snapshot, but with actions; an unhandled event gives neither.
    if (next === before && actions.length === 0) return false;
    const moved = !sameState(next.value, part.state);
    this.parts.set(id, {
      id,
      kind: part.kind,
      state: next.value,
      facts: kept(next.context),
      since: moved ? this.command.at : part.since,
      final: snapshotAt(machine, next.value, {}).status === 'done',
      version: this.version,
    });
    for (const action of actions) this.clockAction(id, action);
    return true;
  }

  /** Offers `parts.changed` to the root until nothing moves: a region's move pre-empts its ancestor's. */
  settle(): void {
    for (let round = 0; this.offer(this.rootId, 'parts.changed', {}); round++)
      if (round > 8) throw new Error('parts.changed never rests: two readings of the parts contradict each other');
  }

  /** The version of the case that this command makes. */
  get version(): number {
    return this.file.version + 1;
  }

  private machineOf(kind: string): AnyStateMachine {
    const machine = this.definition.machines[kind];
    if (!machine) throw new Error(`the definition has no kind ${kind}`);
    return machine;
  }

  private event(type: string, self: string, facts: FactChanges, part: string): Told {
    const { body, at, actor } = this.command;
    return { type, body, facts, at, actor, view: this.view, self, part };
  }

  private clockAction(part: string, action: { type: string; params?: unknown }): void {
    if (isRaise(action)) {
      // Without a delay it is an internal event between regions, which XState has already taken.
      if (action.params.delay !== undefined) this.arm(part, clockName(action.params.id));
    } else if (isCancel(action)) this.clocks.delete(`${part}/${clockName(action.params.sendId)}`);
    else throw new Error(`${part}: a statechart may only keep facts, raise and cancel, not ${action.type}`);
  }

  private arm(part: string, name: string): void {
    const { at, recordedAt } = this.command;
    const facts = this.parts.get(part)?.facts ?? {};
    const clock = this.clockOf(name);
    const dueAt = clock.due({ at, recordedAt, facts, settings: this.file.settings });
    // A warning whose moment lies before the deed has nothing left to warn of. A deed recorded late keeps its clock,
    // and is overdue at once.
    if (dueAt > at || clock.atEnd !== 'warn')
      this.clocks.set(`${part}/${name}`, { part, name, dueAt, at, recordedAt, struckAt: null });
  }

  /**
   * Computes the clocks of a part again, after a fact they run from was corrected. One that was struck and now lies ahead
   * is armed again; one that now lies in the past strikes at the next load.
   */
  redue(id: string): void {
    const facts = this.parts.get(id)?.facts ?? {};
    for (const [key, clock] of this.clocks) {
      if (clock.part !== id) continue;
      const { at, recordedAt } = clock;
      const dueAt = this.clockOf(clock.name).due({ at, recordedAt, facts, settings: this.file.settings });
      const isPast = dueAt <= this.command.recordedAt;
      if (dueAt !== clock.dueAt) this.clocks.set(key, { ...clock, dueAt, struckAt: isPast ? clock.struckAt : null });
    }
  }

  /** Puts the parts that an entry changed back to what they were, with their clocks; what it opened stays as annulled. */
  restore({ parts, clocks, opened }: Undoing): void {
    for (const part of parts) this.parts.set(part.id, { ...part, version: this.version });
    for (const id of opened) this.annul(id);
    const touched = new Set([...parts.map((part) => part.id), ...opened]);
    const now = new Map(this.clocks);
    for (const [key, clock] of now) if (touched.has(clock.part)) this.clocks.delete(key);
    for (const clock of clocks) {
      const current = now.get(clockKey(clock));
      // What has struck in between has struck.
      const same = current?.dueAt === clock.dueAt && current.recordedAt === clock.recordedAt;
      this.clocks.set(clockKey(clock), same ? current : clock);
    }
  }

  private annul(id: string): void {
    const part = this.parts.get(id);
    if (!part) throw new Error(`there is no ${id} to annul`);
    const { version } = this;
    this.parts.set(id, { ...part, state: annulledState, since: this.command.at, final: true, version });
  }

  private clockOf(name: string) {
    const clock = this.definition.clocks.get(name);
    if (!clock) throw new Error(`the definition has no clock ${name}`);
    return clock;
  }

  /** The event by which a clock of this part strikes. */
  strikeEvent(part: Part, clock: string): string {
    const type = clockEvents(this.machineOf(part.kind)).get(clock);
    if (!type) throw new Error(`${part.kind} has no clock ${clock}`);
    return type;
  }
}

/** True when two state values are the same, whatever the order in which a database gave back their regions. */
export function sameState(a: StateValue, b: StateValue): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b;
  const regions = Object.keys(a);
  return (
    regions.length === Object.keys(b).length &&
    regions.every((region) => {
      const [one, other] = [a[region], b[region]];
      return one !== undefined && other !== undefined && sameState(one, other);
    })
  );
}

export function clockKey(clock: { part: string; name: string }): string {
  return `${clock.part}/${clock.name}`;
}

function isRaise(action: {
  type: string;
  params?: unknown;
}): action is { type: string; params: { id: string; delay?: number } } {
  return action.type === 'xstate.raise';
}

function isCancel(action: { type: string; params?: unknown }): action is { type: string; params: { sendId: string } } {
  return action.type === 'xstate.cancel';
}
