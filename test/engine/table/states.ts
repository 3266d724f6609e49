import type { AnyStateMachine, AnyStateNode, StateValue } from 'xstate';

/** Paths of all states a value stands for, from the outermost in: `detained`, `detained.house`, `detained.house.due`. */
export function pathsOf(value: StateValue, above = ''): string[] {
  if (typeof value === 'string') return [above + value];
  return Object.entries(value).flatMap(([state, inner]) =>
    inner === undefined ? [] : [above + state, ...pathsOf(inner, `${above}${state}.`)],
  );
}

/** Paths of the states that hold no other. */
export function leavesOf({ root }: AnyStateMachine): string[] {
  return leaves(root).map((node) => node.path.join('.'));
}

function leaves(node: AnyStateNode): AnyStateNode[] {
  const inner: AnyStateNode[] = Object.values(node.states);
  return inner.length === 0 ? [node] : inner.flatMap(leaves);
}

/**
 * Every state a part may be found in: the regions of a parallel kind in every combination; what lies deeper once each,
 * with all beside it at its beginning. None is `new`, for a part leaves that with the event that opens it.
 */
export function statesOf(machine: AnyStateMachine): StateValue[] {
  const { root } = machine;
  const regions: AnyStateNode[] = root.type === 'parallel' ? Object.values(root.states) : [];
  const broad = regions.length > 0 ? combined(regions) : Object.keys(root.states);
  const deep = leaves(root).filter(({ path }) => path.length > (regions.length > 0 ? 2 : 1));
  const within = deep.map(({ path }) => ({
    ...Object.fromEntries(regions.map((region) => [region.key, settledState(region)])),
    ...nested(path),
  }));
  const all = [...broad, ...within].map((value) => machine.resolveState({ value, context: {} }).value);
  const different = new Map(all.map((value) => [pathsOf(value).sort().join(), value]));
  return [...different.values()].filter((value) => !pathsOf(value).some((path) => /(^|\.)new$/.test(path)));
}

/** A state of a region other than `new`. */
function settledState(region: AnyStateNode): string {
  return Object.keys(region.states).find((state) => state !== 'new') ?? '';
}

function combined([region, ...others]: readonly AnyStateNode[]): StateValue[] {
  if (!region) return [{}];
  const rest = combined(others);
  return Object.keys(region.states).flatMap((state) =>
    rest.map((value): StateValue => ({ [region.key]: state, ...(typeof value === 'string' ? {} : value) })),
  );
}

function nested([state = '', ...inner]: readonly string[]): Record<string, StateValue> {
  const [last] = inner;
  return { [state]: inner.length === 1 && last !== undefined ? last : nested(inner) };
}
