import { type Expectations, under } from '../../engine/table/expectations.js';
import { untilCleared } from './lead.js';
import { desk, police, teller } from './roles.js';

export const hold: Expectations = {
  kind: 'hold',
  states: [
    ...under('payment', 'new', 'active', 'released', 'expired', 'superseded'),
    ...under('telling', 'new', 'due', 'told'),
  ],
  opens: {
    'hold.started': { in: untilCleared, by: teller },
  },
  events: {
    // Done while it ran, and recorded after it had expired.
    'hold.extended': { in: ['payment.active', 'payment.expired'], by: police },
    // Telling outlives the hold.
    'hold.told': { in: ['telling.due'], by: desk },
    'hold.released': { in: ['payment.active', 'payment.expired'], by: [...desk, ...police] },
    'hold.rectified': { in: ['payment'], by: [...desk, ...police] },
  },
};
