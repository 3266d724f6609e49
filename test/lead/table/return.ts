import type { Expectations } from '../../engine/table/expectations.js';
import { approver, custodian, police } from './roles.js';

const open = ['proposed', 'approved'];
const ends = ['executed', 'rejected', 'withdrawn'];

/** Of things: cash. */
export const restitution: Expectations = {
  kind: 'return',
  states: ['new', ...open, ...ends],
  opens: {
    'return.proposed': { in: ['progress.intervening'], by: police },
  },
  events: {
    'return.approved': { in: ['proposed'], by: approver },
    // An approval may be taken back until the things are handed over.
    'return.rejected': { in: open, by: approver },
    'return.executed': { in: ['approved'], by: custodian },
    'return.withdrawn': { in: open, by: police },
    'return.rectified': { in: [...open, ...ends], by: police },
  },
};
