import type { AnyStateMachine, AnyStateNode } from 'xstate';
import type { Part } from '../../../src/engine/definition/index.js';
import { clockName } from '../../../src/engine/handles.js';
import { leadCase } from '../../../src/lead/lead.case.js';
import { actingAs } from './cast.js';

/** What the statechart of a part says about the state it is in; worked out once per state. */
export interface Standing {
  /** The clocks that run in this state. */
  readonly clocks: ReadonlySet<string>;
  /** Roles that somebody has and that may move the part on: its owners. */
  readonly owners: ReadonlySet<string>;
  /** Regions that wait with neither a clock nor a reason. */
  readonly forgotten: readonly string[];
  /** Regions from which no end can be reached by anything that somebody here, or a clock, does. */
  readonly stuck: readonly string[];
}

const remembered = new Map<string, Standing>();
const ends = new Map<string, ReadonlySet<AnyStateNode>>();

export function standingOf(part: Part): Standing {
  const key = `${part.kind} ${JSON.stringify(part.state)}`;
  let found = remembered.get(key);
  if (!found) {
    found = read(part);
    remembered.set(key, found);
  }
  return found;
}

function read({ kind, state }: Part): Standing {
  const machine = machineOf(kind);
  const active: readonly AnyStateNode[] = machine.resolveState({ value: state, context: {} })._nodes;
  const leaves = active.filter((node) => node.type === 'atomic');
  const types = active.flatMap((node) => [...node.transitions.keys()]);
  return {
    clocks: new Set(types.filter(isClock).map(clockName)),
    owners: new Set(types.filter((type) => !isClock(type)).flatMap(rolesOf)),
    forgotten: leaves.filter((node) => !lineOf(node).some(isWatched)).map((node) => node.id),
    stuck: leaves
      .filter((node) => kind !== leadCase.root && !lineOf(node).some((one) => endsOf(kind).has(one)))
      .map((node) => node.id),
  };
}

function machineOf(kind: string): AnyStateMachine {
  const machine = leadCase.machines[kind];
  if (!machine) throw new Error(`there is no statechart of ${kind}`);
  return machine;
}

/** Who may record the event and so move the part; nobody by a correction, which moves none. */
function rolesOf(type: string): readonly string[] {
  const event = leadCase.events.get(type);
  if (!event || event.effect !== undefined) return [];
  return event.roles.filter((role) => actingAs([role]).length > 0);
}

function isWatched(node: AnyStateNode): boolean {
  return node.meta?.waits !== undefined || [...node.transitions.keys()].some(isClock);
}

function isClock(type: string): boolean {
  return type.startsWith('xstate.after.');
}

/** The node and those around it. */
function lineOf(node: AnyStateNode): AnyStateNode[] {
  return node.parent ? [node, ...lineOf(node.parent)] : [node];
}

/** The nodes of a statechart from which an end can be reached. */
function endsOf(kind: string): ReadonlySet<AnyStateNode> {
  let found = ends.get(kind);
  if (!found) {
    const nodes = nodesBelow(machineOf(kind).root);
    const reaching = new Set(nodes.filter((node) => node.type === 'final'));
    for (let size = -1; size !== reaching.size; ) {
      size = reaching.size;
      for (const node of nodes) if (lineOf(node).some((one) => leads(one, reaching))) reaching.add(node);
    }
    found = reaching;
    ends.set(kind, found);
  }
  return found;
}

/** A transition that somebody, or a clock, can take leads on. */
function leads(node: AnyStateNode, reaching: ReadonlySet<AnyStateNode>): boolean {
  return [...node.transitions].some(
    ([type, branches]) =>
      (isClock(type) || isRaised(type) || rolesOf(type).length > 0) &&
      branches.some((branch) => branch.target?.some((target) => reaching.has(target)) === true),
  );
}

/** Another region of the same part says it, and has its own way out. */
function isRaised(type: string): boolean {
  return !leadCase.events.has(type) && !isClock(type);
}

function nodesBelow(node: AnyStateNode): AnyStateNode[] {
  return [node, ...Object.values(node.states).flatMap(nodesBelow)];
}
