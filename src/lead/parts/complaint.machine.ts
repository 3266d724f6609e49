import { final, statechart, stays, to } from '../../engine/definition/index.js';

/** A customer objects to how they were treated (ATFL art. 32, AML Law art. 39). Runs on a closed case too. */
export const complaint = statechart({
  id: 'complaint',
  on: { 'complaint.rectified': stays },
  states: {
    new: { on: { 'complaint.opened': to('open') } },
    open: { id: 'open', after: { answerComplaint: {} }, on: { 'complaint.answered': to('answered') } },
    answered: final,
  },
});
