import { type Expectations, under } from '../../engine/table/expectations.js';
import { untilCleared } from './lead.js';
import { approver, officer, police } from './roles.js';

const atLarge = ['identified', 'fled', 'wanted'];
/** In the hands of the police, without the decision that ends it. */
const held = ['caught', 'questioning', 'summoned', 'detained'];
const ends = ['arrested', 'bailed', 'released', 'reclassified', 'dismissed', 'transferred'];

export const suspect: Expectations = {
  kind: 'suspect',
  states: [
    'new',
    ...atLarge,
    ...held.filter((state) => state !== 'detained'),
    ...['house', 'family', 'interview'].flatMap((duty) => under(`detained.${duty}`, 'due', 'done')),
    ...under('detained.request', 'due', 'asked'),
    ...ends,
  ],
  opens: {
    'suspect.identified': { in: untilCleared, by: police },
  },
  events: {
    'suspect.caught': { in: atLarge, by: officer },
    'suspect.questioned': { in: ['caught'], by: officer },
    'suspect.questioningExtended': { in: ['questioning'], by: approver },
    'suspect.summoned': { in: ['caught', 'questioning'], by: officer },
    'suspect.detained': { in: ['caught', 'questioning', 'summoned'], by: officer },
    'suspect.housed': { in: ['detained.house.due'], by: officer },
    'suspect.familyNotified': { in: ['detained.family.due'], by: officer },
    'suspect.interviewed': { in: ['detained.interview.due'], by: officer },
    'suspect.arrestRequested': { in: ['detained.request.due'], by: officer },
    'suspect.arrestRequestExtended': { in: ['detained.request.due'], by: approver },
    'suspect.arrested': { in: ['detained'], by: officer },
    'suspect.bailed': { in: ['summoned', 'detained'], by: officer },
    'suspect.handedOver': { in: held, by: officer, unless: { toTransferUnderWay: { in: held } } },
    'suspect.released': { in: held, by: officer },
    'suspect.fled': { in: ['identified', ...held], by: officer },
    'suspect.wanted': { in: ['fled'], by: officer },
    'suspect.reclassified': { in: atLarge, by: officer },
    'suspect.dismissed': { in: atLarge, by: officer },
    'suspect.rectified': { in: [...atLarge, ...held, ...ends], by: police },
  },
};
