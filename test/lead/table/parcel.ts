import type { Expectations } from '../../engine/table/expectations.js';
import { untilCleared } from './lead.js';
import { approver, desk, officer, police } from './roles.js';

const open = ['flagged', 'carrierHeld', 'seizureApproved'];
const ends = ['opened', 'delivered', 'released'];

export const parcel: Expectations = {
  kind: 'parcel',
  states: ['new', ...open, ...ends],
  opens: {
    'parcel.flagged': { in: untilCleared, by: [...desk, ...police] },
  },
  events: {
    'parcel.carrierHeld': { in: ['flagged'], by: officer },
    'parcel.seizureApproved': { in: ['carrierHeld'], by: approver },
    // Nobody opens what no head has approved (CPR art. 232).
    'parcel.opened': { in: ['seizureApproved'], by: officer },
    'parcel.delivered': { in: open, by: officer },
    'parcel.rectified': { in: [...open, ...ends], by: [...desk, ...police] },
  },
};
