import type { Expectations } from '../../engine/table/expectations.js';
import { untilCleared } from './lead.js';
import { bankDesk, desk, duty, officer, police } from './roles.js';

const open = ['located', 'stopPayOrdered', 'stopPaid', 'unrelated'];
const ends = ['unfrozen', 'drawnOut', 'emptied', 'untouched', 'transferred'];
/** The bank keeps the money from moving, or was told to look after that. */
const stopped = ['stopPaid', 'unrelated'];

export const account: Expectations = {
  kind: 'account',
  states: ['new', ...open, ...ends],
  opens: {
    'account.located': { in: untilCleared, by: [...desk, ...police] },
  },
  events: {
    'account.stopPayOrdered': { in: ['located'], by: duty },
    'account.stopPaid': { in: ['stopPayOrdered'], by: bankDesk },
    'account.stopPayRefused': { in: ['stopPayOrdered'], by: bankDesk },
    // Located: done before the stop lapsed, and recorded after.
    'account.unfreezeOrdered': { in: [...stopped, 'located'], by: officer },
    'account.unfrozen': { in: [...stopped, 'located'], by: bankDesk },
    // A stop is lifted before the account is left alone.
    'account.leftAlone': { in: ['located'], by: police },
    'account.emptied': { in: open, by: [...bankDesk, ...officer] },
    'account.rectified': { in: [...open, ...ends], by: [...desk, ...police] },
  },
};
