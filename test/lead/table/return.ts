import type { Expectations } from '../../engine/table/expectations.js';
import { approver, bankDesk, custodian, duty, officer, police } from './roles.js';

const open = ['proposed', 'announced', 'objected', 'approved'];
const ends = ['executed', 'rejected', 'withdrawn'];

/** Of cash; the bank's share of a return of money is in the rows of its rules. */
export const restitution: Expectations = {
  kind: 'return',
  states: ['new', ...open, 'noticeServed', ...ends],
  opens: {
    'return.proposed': { in: ['progress.intervening'], by: police },
  },
  events: {
    'return.announced': { in: ['proposed'], by: [...duty, ...officer] },
    'return.objected': { in: ['announced', 'objected'], by: [...duty, ...officer] },
    'return.objectionResolved': { in: ['objected'], by: [...duty, ...officer] },
    'return.approved': { in: ['proposed', 'announced'], by: approver },
    // An approval may be taken back until the things are handed over.
    'return.rejected': { in: open, by: approver },
    'return.noticeServed': { in: ['approved'], by: officer },
    'return.corrected': { in: ['noticeServed'], by: bankDesk },
    'return.executed': { in: ['approved', 'noticeServed'], by: [...custodian, ...bankDesk] },
    'return.withdrawn': { in: [...open, 'noticeServed'], by: police },
    'return.rectified': { in: [...open, 'noticeServed', ...ends], by: police },
  },
};
