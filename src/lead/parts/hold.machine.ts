import { final, type Moment, raising, record, statechart, stays, to } from '../../engine/definition/index.js';
import { isLegitimate } from './branches.js';

const toldNow = [record, raising('telling.done')];
const toldLater = [record, raising('telling.owed')];

function isToldLater({ event }: Moment): boolean {
  return event.facts['told'] === 'later';
}

const begins = [
  { guard: isToldLater, target: 'active', actions: toldLater },
  { target: 'active', actions: toldNow },
];

/** The bank delays a payment (ATFL art. 18, 32): the payment itself, and beside it telling the customer, which outlives it. */
export const hold = statechart({
  id: 'hold',
  on: { 'hold.rectified': stays },
  type: 'parallel',
  initial: undefined,
  states: {
    payment: {
      initial: 'new',
      states: {
        new: { on: { 'lead.reported': begins, 'lead.supplemented': begins, 'hold.started': begins } },
        active: {
          id: 'active',
          after: { holdExpires: 'expired' },
          on: {
            'hold.extended': to('active', { reenter: true, actions: [record, raising('telling.postponed')] }),
            'hold.released': to('released'),
            'lead.classified': { guard: isLegitimate, target: 'released' },
            'lead.withdrawn': 'released',
            'lead.linked': 'released',
            'lead.filingDeclined': 'released',
            'cash.secured': 'superseded',
            'account.stopPaid': 'superseded',
          },
        },
        released: final,
        expired: final,
        superseded: final,
      },
    },
    telling: {
      initial: 'new',
      states: {
        new: { on: { 'telling.done': 'told', 'telling.owed': 'due' } },
        due: {
          id: 'due',
          after: { tellCustomer: {} },
          on: { 'hold.told': to('told'), 'telling.postponed': { target: 'due', reenter: true } },
        },
        told: final,
      },
    },
  },
});
