import { type AnyStateMachine, type AnyStateNode, initialTransition } from 'xstate';
import {
  annulledState,
  type CaseDefinition,
  type ClockDefinition,
  type EventDefinition,
  kindOf,
  type Rule,
} from './definition/index.js';
import { clockName, handles } from './handles.js';

/** What is wrong with a definition, in sentences; empty when it may be used. Run at boot: a faulty definition never decides. */
export function faultsOf(definition: CaseDefinition): string[] {
  return [
    ...machineFaults(definition),
    ...eventFaults(definition),
    ...ruleFaults(definition),
    ...regionFaults(definition),
  ];
}

/** Throws with every fault named. */
export function assertSound(definition: CaseDefinition): void {
  const faults = faultsOf(definition);
  if (faults.length > 0)
    throw new Error(`definition ${definition.name}@${definition.version}:\n- ${faults.join('\n- ')}`);
}

function nodesOf(machine: AnyStateMachine): AnyStateNode[] {
  const below = (node: AnyStateNode): AnyStateNode[] => [node, ...Object.values(node.states).flatMap(below)];
  return below(machine.root);
}

function ancestors(node: AnyStateNode): AnyStateNode[] {
  return node.parent ? [node, ...ancestors(node.parent)] : [node];
}

function targets(node: AnyStateNode): AnyStateNode[] {
  const own = [...node.transitions.values()].flat();
  return [...own, ...(node.always ?? [])].flatMap((transition) => transition.target ?? []);
}

/** Everything that can be entered from the initial state; entering a node enters its ancestors and its initial children. */
function reachable(machine: AnyStateMachine): Set<AnyStateNode> {
  const reached = new Set<AnyStateNode>();
  const enter = (node: AnyStateNode): void => {
    for (const entered of ancestors(node)) visit(entered);
    if (node.type === 'parallel') Object.values(node.states).forEach(enter);
    else if (node.type === 'compound') node.initial.target.forEach(enter);
  };
  const visit = (node: AnyStateNode): void => {
    if (reached.has(node)) return;
    reached.add(node);
    // Siblings of a parallel ancestor are entered with it.
    if (node.type === 'parallel') Object.values(node.states).forEach(enter);
    targets(node).forEach(enter);
  };
  enter(machine.root);
  return reached;
}

/** The nodes from which some final state can still be reached. */
function withWayOut(machine: AnyStateMachine): Set<AnyStateNode> {
  const nodes = nodesOf(machine);
  const out = new Set(nodes.filter((node) => node.type === 'final'));
  for (let size = -1; size !== out.size; ) {
    size = out.size;
    for (const node of nodes)
      if (ancestors(node).some((ancestor) => targets(ancestor).some((target) => out.has(target)))) out.add(node);
  }
  return out;
}

function isClock(type: string): boolean {
  return type.startsWith('xstate.after.');
}

function hasClock(node: AnyStateNode): boolean {
  return [...node.transitions.keys()].some(isClock);
}

function machineFaults(definition: CaseDefinition): string[] {
  const faults: string[] = [];
  const running = new Set<string>();
  for (const [kind, machine] of Object.entries(definition.machines)) {
    const clockAt = new Map<string, string>();
    const reached = reachable(machine);
    const out = withWayOut(machine);
    for (const node of nodesOf(machine)) {
      if (!reached.has(node)) faults.push(`${node.id} cannot be reached`);
      if (node.key === annulledState) faults.push(`${node.id}: the name is that of parts opened in error`);
      faults.push(...nodeFaults(definition, kind, node, out));
      for (const type of [...node.transitions.keys()].filter(isClock)) {
        const name = clockName(type);
        const elsewhere = clockAt.get(name);
        if (elsewhere) faults.push(`clock ${name} runs in two states, ${elsewhere} and ${node.id}`);
        if (!definition.clocks.has(name)) faults.push(`${node.id} arms ${name}, which has no definition`);
        faults.push(...lateFaults(definition, name, strikeTargets(node, type)));
        clockAt.set(name, node.id);
        running.add(name);
      }
    }
  }
  for (const name of definition.clocks.keys()) if (!running.has(name)) faults.push(`clock ${name} runs nowhere`);
  return faults;
}

function strikeTargets(node: AnyStateNode, type: string): AnyStateNode[] {
  return [...new Set((node.transitions.get(type) ?? []).flatMap((branch) => branch.target ?? []))];
}

/** The events that a clock names as possibly late. */
function lateOf(definition: CaseDefinition, clock: string): readonly string[] {
  const late = definition.clocks.get(clock)?.late;
  return isList(late) ? late : [];
}

// Array.isArray does not narrow a readonly array.
function isList(late: ClockDefinition['late']): late is readonly string[] {
  return Array.isArray(late);
}

/** A clock that moves its part says what may still be recorded late, and the states it leads to take all of that. */
function lateFaults(definition: CaseDefinition, clock: string, targets: readonly AnyStateNode[]): string[] {
  const { late } = definition.clocks.get(clock) ?? {};
  if (targets.length === 0)
    return late === undefined ? [] : [`clock ${clock} moves nothing, and yet names what comes late`];
  if (late === undefined || (isList(late) && late.length === 0))
    return [`clock ${clock} moves its part and does not say what may still be recorded late`];
  return targets.flatMap((target) =>
    lateOf(definition, clock)
      .filter((type) => !ancestors(target).some((one) => one.transitions.has(type)))
      .map((type) => `${target.id} does not take ${type}, which may come late after ${clock}`),
  );
}

/** The events that may leave this state though it is final: recorded late, after the clock that led here. */
function mayComeLate(definition: CaseDefinition, node: AnyStateNode): Set<string> {
  const strikes = nodesOf(node.machine).flatMap((from) =>
    [...from.transitions.keys()].filter((type) => isClock(type) && strikeTargets(from, type).includes(node)),
  );
  return new Set(strikes.flatMap((type) => lateOf(definition, clockName(type))));
}

function nodeFaults(definition: CaseDefinition, kind: string, node: AnyStateNode, out: Set<AnyStateNode>): string[] {
  const faults: string[] = [];
  // A correction reaches final states too, and may take back what was one by a mistake; so may what is recorded late.
  const leaving = ancestors(node)
    .flatMap((ancestor) => [...ancestor.transitions.keys()])
    .filter((type) => definition.events.get(type)?.effect === undefined)
    .filter((type) => node.type !== 'final' || !mayComeLate(definition, node).has(type));
  if (node.type === 'final' && leaving.length > 0)
    faults.push(`${node.id} is final and yet left by ${leaving.join(', ')}`);
  if (node.type === 'atomic' && kind !== definition.root && !out.has(node))
    faults.push(`${node.id} has no way to an end`);
  const waits = ancestors(node).some((ancestor) => hasClock(ancestor) || ancestor.meta?.waits);
  if (node.type === 'atomic' && node.key !== 'new' && !waits)
    faults.push(`${node.id} waits without a clock and does not say why`);
  for (const [type, branches] of node.transitions) {
    if (!definition.events.has(type)) continue;
    // A told part may refuse by its guards; the addressed one refuses by rules, which say why.
    if (kindOf(type) === kind && kind !== definition.root && branches.every((branch) => branch.guard))
      faults.push(`${node.id}: every branch of ${type} is guarded, so it could be refused without a reason`);
  }
  return faults;
}

function eventFaults(definition: CaseDefinition): string[] {
  const faults: string[] = [];
  const handled = (kind: string, type: string) => definition.machines[kind]?.events.includes(type) === true;
  for (const event of definition.events.values()) {
    const kind = kindOf(event.type);
    if (!handled(kind, event.type)) faults.push(`${event.type} is accepted by nobody`);
    if (event.roles.length === 0) faults.push(`${event.type} has no roles`);
    if (!event.title.zh || !event.title.en) faults.push(`${event.type} has no title in both languages`);
    if (event.opens && !opensOn(definition, kind, event.type))
      faults.push(`${event.type} opens no ${kind}: its first state does not take it`);
    faults.push(...effectFaults(definition, event));
    if (event.opens && kind !== definition.root && !handled(definition.root, event.type))
      faults.push(`${event.type} opens a part, but no state of ${definition.root} takes it`);
  }
  const kinds = new Set(Object.keys(definition.machines));
  for (const [kind, machine] of Object.entries(definition.machines))
    for (const type of machine.events)
      if (kinds.has(kindOf(type)) && !definition.events.has(type))
        faults.push(`${kind} waits for ${type}, which is not in the catalogue`);
  return faults;
}

function opensOn(definition: CaseDefinition, kind: string, type: string): boolean {
  const machine = definition.machines[kind];
  return machine !== undefined && handles(machine, initialTransition(machine)[0].value).has(type);
}

/** A correction reaches every state and opens nothing; an annulment is addressed to the root and keeps nothing. */
function effectFaults(definition: CaseDefinition, event: EventDefinition): string[] {
  // What accompanies the deeds moves along with them, and may have parts of its own.
  if (!event.effect || event.effect === 'accompanies') return [];
  const faults: string[] = [];
  const anywhere = definition.machines[kindOf(event.type)]?.root.transitions.has(event.type) === true;
  if (!anywhere) faults.push(`${event.type} ${event.effect} and is not taken in every state`);
  if (event.opens || event.opensAlso) faults.push(`${event.type} ${event.effect} and yet opens a part`);
  if (event.effect === 'annuls' && kindOf(event.type) !== definition.root)
    faults.push(`${event.type} annuls and is not addressed to ${definition.root}`);
  if (event.effect === 'annuls' && (event.facts || event.keeps || event.tells))
    faults.push(`${event.type} annuls and yet says something new`);
  return faults;
}

function ruleFaults(definition: CaseDefinition): string[] {
  const rules: Rule[] = [...definition.rules, ...[...definition.events.values()].flatMap((event) => event.rules ?? [])];
  const lacking = new Set(
    rules.filter((rule) => !rule.sentence.zh || !rule.sentence.en || !rule.basis).map((rule) => rule.code),
  );
  return [...lacking].map((code) => `rule ${code} lacks a sentence or a basis`);
}

/** Several regions of one parallel state could take an event, and any of them would then count as acceptance. */
function regionFaults(definition: CaseDefinition): string[] {
  if (!definition.machines[definition.root]) return [`there is no machine for the root ${definition.root}`];
  const takes = (node: AnyStateNode, type: string): boolean =>
    node.transitions.has(type) || Object.values(node.states).some((inner) => takes(inner, type));
  const parallel = Object.values(definition.machines)
    .flatMap(nodesOf)
    .filter((node) => node.type === 'parallel');
  return parallel.flatMap((node) =>
    [...definition.events.keys()].flatMap((type) => {
      const owners = Object.values(node.states).filter((region) => takes(region, type));
      return owners.length > 1
        ? [`${type} is owned by two regions of ${node.id}: ${owners.map((owner) => owner.key).join(', ')}`]
        : [];
    }),
  );
}
