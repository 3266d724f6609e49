import type { Expectations } from '../../engine/table/expectations.js';
import { anywhere } from './lead.js';
import { duty } from './roles.js';

export const complaint: Expectations = {
  kind: 'complaint',
  states: ['new', 'open', 'answered'],
  opens: {
    // Of a closed case too, without reopening it.
    'complaint.opened': { in: anywhere, by: duty },
  },
  events: {
    'complaint.answered': { in: ['open'], by: duty },
    'complaint.rectified': { in: ['open', 'answered'], by: duty },
  },
};
