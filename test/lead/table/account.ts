import { type Expectations, under } from '../../engine/table/expectations.js';
import { untilCleared } from './lead.js';
import { approver, bankDesk, desk, duty, officer, police } from './roles.js';

/** The stop keeps the money for 48 hours, whatever is asked for meanwhile. */
const stopped = under('stopped', 'stopPaid', 'freezeRequested', 'freezeOrdered');
const requested = ['stopped.freezeRequested', 'freezeRequested'];
const ordered = ['stopped.freezeOrdered', 'freezeOrdered'];
/** The bank keeps nothing. */
const loose = ['located', 'lapsed'];
const open = [...loose, 'stopPayOrdered', ...stopped, 'freezeRequested', 'freezeOrdered', 'frozen', 'unrelated'];
const ends = ['unfrozen', 'drawnOut', 'emptied', 'untouched', 'returned', 'withCase', 'transferred'];
/** The bank keeps the money from moving, or was told to; or did so until it lapsed, and lifted it before. */
const lifted = [...stopped, 'freezeOrdered', 'frozen', 'unrelated', ...loose];

export const account: Expectations = {
  kind: 'account',
  states: ['new', ...open, ...ends],
  opens: {
    'account.located': { in: untilCleared, by: [...desk, ...police] },
  },
  events: {
    'account.stopPayOrdered': { in: loose, by: duty },
    'account.stopPaid': { in: ['stopPayOrdered'], by: bankDesk },
    'account.stopPayRefused': { in: ['stopPayOrdered'], by: bankDesk },
    // Also anew, with another sum, until the bank has frozen it; and without a stop.
    'account.freezeRequested': { in: [...loose, ...stopped, 'freezeRequested', 'freezeOrdered'], by: officer },
    // Located: done before the stop lapsed, and recorded after it.
    'account.freezeOrdered': { in: [...requested, 'located'], by: approver },
    'account.freezeRefused': { in: requested, by: approver },
    'account.frozen': { in: [...ordered, 'located'], by: bankDesk },
    'account.freezeQueued': { in: ordered, by: bankDesk },
    // Lapsed: done before the freeze ended, and recorded after it.
    'account.renewalOrdered': { in: ['frozen', 'lapsed'], by: approver },
    'account.freezeRenewed': { in: ['frozen', 'lapsed'], by: bankDesk },
    // A fact: where the money went is looked for also once it has gone.
    'account.traced': { in: [...open, ...ends], by: officer },
    'account.sentWithCase': { in: ['frozen'], by: officer },
    'account.unfreezeOrdered': { in: lifted, by: officer },
    'account.unfrozen': { in: lifted, by: bankDesk },
    // A stop is lifted before the account is left alone.
    'account.leftAlone': { in: [...loose, 'freezeRequested'], by: police },
    'account.emptied': { in: open, by: [...bankDesk, ...officer] },
    'account.rectified': { in: [...open, ...ends], by: [...desk, ...police] },
  },
};
