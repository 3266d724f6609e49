import {
  final,
  type Moment,
  raising,
  record,
  recordingWhen,
  statechart,
  stays,
  to,
} from '../../engine/definition/index.js';
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

/** The payment is no longer delayed; how long it was is counted from `startedAt` to `endedAt`. */
function ends(target: string) {
  return to(target, { actions: recordingWhen('endedAt') });
}

/** Somebody learnt who the customer is, and that they were held elsewhere within 24 hours: nobody is held twice. */
const heldBefore = to('released', { actions: recordingWhen('endedAt', { endedFor: 'heldElsewhere' }) });
const whoItIs = { 'lead.supplemented': heldBefore, 'lead.rectified': heldBefore, 'account.rectified': heldBefore };

const payments = {
  'hold.extended': to('active', { reenter: true, actions: [record, raising('telling.postponed')] }),
  'hold.released': ends('released'),
  'lead.classified': { guard: isLegitimate, ...ends('released') },
  'lead.withdrawn': ends('released'),
  'lead.linked': ends('released'),
  'lead.filingDeclined': ends('released'),
  'cash.secured': ends('superseded'),
  'gold.secured': ends('superseded'),
  'parcel.opened': ends('superseded'),
  'account.stopPaid': ends('superseded'),
};

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
          after: { holdExpires: ends('expired') },
          on: { ...payments, ...whoItIs },
        },
        released: final,
        // What was done before the end and is recorded after it: rules and tellings see to the moment.
        expired: { ...final, on: payments },
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
