import { type Moment, raising, recording, statechart, stays } from '../../engine/definition/index.js';
import { feedback } from './lead-feedback.js';
import { filing } from './lead-filing.js';
import { handedOn } from './lead-handed-on.js';
import { information } from './lead-information.js';
import { progress } from './lead-progress.js';
import { isCooperation } from './standing.js';

/**
 * The spine of a case: four regions side by side. Each event has one owning region, which tells the others by raising
 * `found.suspicious`, `found.legitimate`, `goes.elsewhere`, `goes.linked`, `comes.back`, `goes.withdrawn`, `has.noBank`, `reopened`, `settles`.
 */
export const lead = statechart({
  id: 'lead',
  type: 'parallel',
  initial: undefined,
  on: {
    'lead.noted': stays,
    'lead.rectified': stays,
    'lead.recordedInError': stays,
    'lead.alarmRaised': stays,
    'lead.alarmAcknowledged': stays,
    'lead.takenOver': stays,
    // Somebody else needs the case whole, whatever becomes of it.
    'lead.legalHoldPlaced': stays,
    'lead.legalHoldLifted': stays,
    // A complaint is taken in every state, and moves none: a closed case stays closed.
    'complaint.opened': stays,
    // Another organ has the case: whether to file is for it to decide.
    'transfer.acknowledged': {
      guard: ({ event }: Moment) => !isCooperation(event.view.get(event.part)),
      actions: [recording(handedOn), raising('goes.elsewhere')],
    },
    // So is what somebody filmed or wrote down.
    'evidence.promised': stays,
    'evidence.received': stays,
  },
  states: { progress, filing, feedback, information },
});
