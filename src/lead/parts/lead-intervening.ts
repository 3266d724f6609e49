import { type Moment, type View, waits } from '../../engine/definition/index.js';
import { interceptionOf, pursuitOf, restitutionOf } from './settling.js';

/** A region that always shows what a reading of the parts says. */
function shows(states: readonly string[], reading: (view: View) => string) {
  const why = { zh: '随各部分变化', en: 'moved by the parts' };
  const moves = (from: string) =>
    states
      .filter((state) => state !== from)
      .map((state) => ({ guard: ({ event }: Moment) => reading(event.view) === state, target: state }));
  return {
    initial: states[0],
    states: Object.fromEntries(states.map((state) => [state, waits(why, { 'parts.changed': moves(state) })])),
  };
}

/** Three things at a glance while the police intervene: the money, the people, the way back. */
export const interventionRegions = {
  interception: shows(['open', 'intercepted', 'lost'], interceptionOf),
  pursuit: shows(['notNeeded', 'open', 'caught', 'fled', 'released'], pursuitOf),
  restitution: shows(['waiting', 'returning', 'returned', 'parked'], restitutionOf),
};
