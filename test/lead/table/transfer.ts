import { type Expectations, under } from '../../engine/table/expectations.js';
import { approver, duty, officer, police } from './roles.js';

const open = under('course', 'proposed', 'approved', 'handedOver');
const atTheEnd = ['course.handedOver'];

export const transfer: Expectations = {
  kind: 'transfer',
  states: [
    ...under('course', 'new', 'acknowledged', 'refused'),
    ...open,
    ...under('owed', 'nothing', 'sending', 'notice', 'done'),
  ],
  opens: {
    'transfer.proposed': { in: ['progress.intervening'], by: police },
  },
  events: {
    'transfer.approved': { in: ['course.proposed'], by: approver },
    'transfer.handedOver': { in: ['course.approved'], by: officer },
    // The notice outlives the course.
    'transfer.notified': { in: ['owed.notice'], by: police },
    // The case of the table has a return under way.
    'transfer.acknowledged': { in: atTheEnd, by: duty, unless: { noReturnUnderWay: { in: atTheEnd } } },
    // The head who does not agree, or the center when the other organ does not.
    'transfer.refused': { in: open, by: [...duty, ...approver] },
    'transfer.rectified': { in: ['course'], by: police },
  },
};
