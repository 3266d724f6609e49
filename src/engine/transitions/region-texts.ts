import type { AnyStateMachine, AnyStateNode, StateValue } from 'xstate';
import { canonicalJson, type Json } from '../definition/index.js';

/** The path of the state itself. */
export const whole = '';

/**
 * PURE. The paths of what moves side by side in a machine, sorted: the state itself, each member of a parallel state, and
 * those inside such a member. Names are joined by `/`.
 */
export function regionPaths(machine: AnyStateMachine): string[] {
  const below = (node: AnyStateNode): string[] =>
    Object.values(node.states).flatMap((inner) => [
      ...(node.type === 'parallel' ? [inner.path.join('/')] : []),
      ...below(inner),
    ]);
  return [whole, ...below(machine.root).sort()];
}

/**
 * PURE. The text of one region of a state: the canonical JSON of the value at its path, each member that is a region
 * itself written as null; empty when the state has no such member.
 */
export function regionText(paths: readonly string[], path: string, state: StateValue): string {
  let value: StateValue | undefined = state;
  for (const name of path === whole ? [] : path.split('/')) value = memberOf(value, name);
  return value === undefined ? '' : canonicalJson(withoutRegions(paths, path, value));
}

function memberOf(value: StateValue | undefined, name: string): StateValue | undefined {
  return typeof value === 'object' && Object.hasOwn(value, name) ? value[name] : undefined;
}

function withoutRegions(paths: readonly string[], path: string, value: StateValue): Json {
  if (typeof value === 'string') return value;
  const members = Object.entries(value).map(([name, inner = {}]): [string, Json] => {
    const own = path === whole ? name : `${path}/${name}`;
    return [name, paths.includes(own) ? null : withoutRegions(paths, own, inner)];
  });
  return Object.fromEntries(members);
}

/** True for a region that is this one, or inside it. */
export function isWithin(path: string, region: string): boolean {
  return region === whole || path === region || path.startsWith(`${region}/`);
}

const texts = new WeakMap<object, string>();

/** The text of a state as it is. Worked out once per object. */
export function textOf(state: StateValue): string {
  if (typeof state === 'string') return canonicalJson(state);
  let found = texts.get(state);
  if (found === undefined) {
    found = canonicalJson(withoutRegions([], whole, state));
    texts.set(state, found);
  }
  return found;
}
