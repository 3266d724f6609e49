import { final } from '../../engine/definition/index.js';

interface State {
  readonly type?: string;
  readonly on?: object;
}

/** Until a part is opened there is nothing to hand on. */
const before = ['new'];

/**
 * The states of a kind that goes with the case when another organ takes it over (CPR art. 185): from each of them that
 * is not final, `transfer.acknowledged` leads to `transferred`.
 */
export function transferable<S extends Readonly<Record<string, object>>>(states: S): S & { transferred: typeof final } {
  const all = Object.entries(states).map(([name, state]: [string, State]) =>
    before.includes(name) || state.type === 'final'
      ? [name, state]
      : [name, { ...state, on: { ...state.on, 'transfer.acknowledged': 'transferred' } }],
  );
  return { ...Object.fromEntries(all), transferred: final };
}
