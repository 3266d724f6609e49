import { final, statechart, stays, to, waits } from '../../engine/definition/index.js';

const people = { zh: '由人联系，没有法定期限', en: 'people are contacted; no law sets a time' };
const dissuasion = { 'victim.persuaded': to('watched'), 'victim.refused': to('refused') };

/** A person who lost money or is about to: found, heard, repaid; or dissuaded and watched for 30 days. */
export const victim = statechart({
  id: 'victim',
  on: { 'victim.rectified': stays },
  states: {
    new: {
      on: {
        'victim.identified': to('candidate'),
        'suspect.reclassified': to('candidate'),
        'lead.classified': to('candidate'),
      },
    },
    candidate: waits(people, { 'victim.contacted': to('contacted') }),
    contacted: waits(people, { 'victim.verified': to('verified'), ...dissuasion }),
    verified: waits(people, {
      'victim.reportLinked': to('reportLinked'),
      'victim.reportTaken': to('reportTaken'),
      ...dissuasion,
    }),
    reportLinked: waits(people, { 'return.executed': 'satisfied' }),
    reportTaken: waits(people, { 'return.executed': 'satisfied' }),
    refused: waits(people, { 'victim.familyContacted': to('familyContacted') }),
    // Persuaded in the end or not: once the family knows, the 30 days are watched.
    familyContacted: waits(people, { 'victim.persuaded': to('watched'), 'victim.refused': to('watched') }),
    watched: { id: 'watched', after: { watch: 'done' } },
    satisfied: final,
    done: final,
  },
});
