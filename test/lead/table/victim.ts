import type { Expectations } from '../../engine/table/expectations.js';
import { untilCleared } from './lead.js';
import { police } from './roles.js';

const found = ['candidate', 'contacted', 'verified', 'reportLinked', 'reportTaken'];
const dissuaded = ['refused', 'familyContacted', 'watched'];
const ends = ['satisfied', 'done'];

export const victim: Expectations = {
  kind: 'victim',
  states: ['new', ...found, ...dissuaded, ...ends],
  opens: {
    // Somebody else's money may come to light after the customer was cleared.
    'victim.identified': { in: [...untilCleared, 'progress.cleared'], by: police },
  },
  events: {
    'victim.contacted': { in: ['candidate'], by: police },
    'victim.verified': { in: ['contacted'], by: police },
    'victim.reportLinked': { in: ['verified'], by: police },
    'victim.reportTaken': { in: ['verified'], by: police },
    // Asked once more after the family was told; either way somebody looks after them.
    'victim.persuaded': { in: ['contacted', 'verified', 'familyContacted'], by: police },
    'victim.refused': { in: ['contacted', 'verified', 'familyContacted'], by: police },
    'victim.familyContacted': { in: ['refused'], by: police },
    'victim.rectified': { in: [...found, ...dissuaded, ...ends], by: police },
  },
};
