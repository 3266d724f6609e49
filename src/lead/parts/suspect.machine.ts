import { final, type Moment, record, recording, statechart, stays, to, waits } from '../../engine/definition/index.js';
import { isDeceived, isLegitimate } from './branches.js';
import { bandOf, protectionByAge } from './protection.js';
import { transferable } from './transferable.js';

/** At large: a finding may still let them go. In the hands of the police nobody is moved by anybody else's event. */
const letGo = {
  'suspect.reclassified': to('reclassified'),
  'suspect.dismissed': to('dismissed'),
  'lead.classified': [
    { guard: isLegitimate, target: 'dismissed' },
    { guard: isDeceived, target: 'reclassified' },
  ],
};
const leaves = { 'suspect.released': to('released'), 'suspect.fled': to('fled'), 'suspect.handedOver': stays };
const chased = waits(
  { zh: '追捕没有法定期限', en: 'a pursuit has no legal end' },
  { 'suspect.caught': to('caught'), ...letGo },
);

/** One thing the law wants done in time while somebody is detained. */
function duty(clock: string, event: string) {
  return {
    initial: 'due',
    states: {
      due: { id: clock, after: { [clock]: {} }, on: { [event]: to('done') } },
      done: waits({ zh: '该项已办，等待其他事项', en: 'this is done; the others may not be' }),
    },
  };
}

/** The counter now says otherwise who the customer is: while they are questioned, the limit follows it. */
const papersAtCounter = {
  target: 'questioning',
  reenter: true,
  actions: recording(({ event: { view, self } }) =>
    protectionByAge(view.get(self)?.facts ?? {}, bandOf(view.root.facts['ageAtCounter'])),
  ),
};

function hasLeft({ event }: Moment): boolean {
  return event.facts['hasLeft'] === true;
}

/** A person suspected of a part in the fraud: from identified to the decision that ends our hold on them. */
export const suspect = statechart({
  id: 'suspect',
  on: { 'suspect.rectified': stays },
  states: transferable({
    new: {
      on: {
        'lead.classified': [{ guard: hasLeft, ...to('fled') }, to('identified')],
        'lead.subjectLeft': to('fled'),
        'suspect.identified': to('identified'),
      },
    },
    identified: waits(
      { zh: '在现场或在逃，尚未控制', en: 'on the spot or at large, not yet caught' },
      {
        'suspect.caught': to('caught'),
        'suspect.fled': to('fled'),
        'lead.subjectLeft': 'fled',
        ...letGo,
      },
    ),
    caught: {
      id: 'caught',
      after: { decideMeasure: {} },
      on: {
        'suspect.questioned': to('questioning'),
        'suspect.summoned': to('summoned'),
        'suspect.detained': to('detained'),
        ...leaves,
      },
    },
    questioning: {
      id: 'questioning',
      after: { questioning: {} },
      on: {
        'suspect.questioningExtended': to('questioning', { reenter: true }),
        'suspect.summoned': to('summoned'),
        'suspect.detained': to('detained'),
        'lead.supplemented': papersAtCounter,
        'lead.rectified': papersAtCounter,
        ...leaves,
      },
    },
    summoned: {
      id: 'summoned',
      after: { summons: {} },
      on: { 'suspect.detained': to('detained'), 'suspect.bailed': to('bailed'), ...leaves },
    },
    detained: {
      type: 'parallel',
      on: { 'suspect.arrested': to('arrested'), 'suspect.bailed': to('bailed'), ...leaves },
      states: {
        house: duty('detentionHouse', 'suspect.housed'),
        family: duty('familyNotice', 'suspect.familyNotified'),
        interview: duty('interview', 'suspect.interviewed'),
        // Asked for, the arrest is not decided yet: the person is still in our hands, under another limit.
        request: {
          initial: 'due',
          states: {
            due: {
              id: 'arrestRequest',
              after: { arrestRequest: {} },
              on: {
                'suspect.arrestRequested': to('asked'),
                'suspect.arrestRequestExtended': { target: 'due', reenter: true, actions: record },
              },
            },
            asked: { id: 'arrestDecision', after: { arrestDecision: {} } },
          },
        },
      },
    },
    fled: { ...chased, on: { ...chased.on, 'suspect.wanted': to('wanted') } },
    wanted: chased,
    arrested: final,
    bailed: final,
    released: final,
    reclassified: final,
    dismissed: final,
  }),
});
