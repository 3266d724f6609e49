import { final, type Moment, recordingWhen, statechart, stays, to, waits } from '../../engine/definition/index.js';
import { isLegitimate } from './branches.js';
import { balanceOf, isUsedUp } from './standing.js';
import { transferable } from './transferable.js';

function isDrawnOut({ event }: Moment): boolean {
  const account = event.view.get(event.self);
  return account !== undefined && balanceOf(event.view, account) <= 0n;
}

function isLeftIn({ event }: Moment): boolean {
  return !isUsedUp(event.view, event.view.get(event.self));
}

function isAllOut({ event }: Moment): boolean {
  return isUsedUp(event.view, event.view.get(event.self));
}

function isSuspicious(moment: Moment): boolean {
  return !isLegitimate(moment);
}

/** The case goes on after all, and a sum was corrected while the account was to be unfrozen. */
function isSuspiciousAndAllOut(moment: Moment): boolean {
  return isSuspicious(moment) && isAllOut(moment);
}

/** A sum was corrected, and nothing is left. */
const allOut = { guard: isAllOut, target: 'drawnOut' };
const recounted = { 'cash.rectified': allOut, 'account.rectified': [allOut, stays] };
/** A sum was corrected, and something is left that needs somebody again: the only way out of `drawnOut`. */
const leftIn = { guard: isLeftIn, target: 'located' };
const countedTooHigh = { 'cash.rectified': leftIn, 'account.rectified': [leftIn, stays] };

/** Cash secured from this account; the balance is a reading, so nothing is written while some is left. */
const secured = { 'cash.secured': [{ guard: isDrawnOut, target: 'drawnOut' }, stays], ...recounted };
const emptied = { 'account.emptied': to('emptied') };
const nothingHappened = {
  'lead.classified': { guard: isLegitimate, target: 'untouched' },
  'lead.withdrawn': 'untouched',
  'lead.filingDeclined': 'untouched',
  'lead.concluded': 'untouched',
  'account.leftAlone': to('untouched'),
};
const stopEnds = {
  'lead.classified': { guard: isLegitimate, target: 'unrelated' },
  'lead.withdrawn': 'unrelated',
  'lead.filingDeclined': 'unrelated',
};
const unfrozen = { 'account.unfreezeOrdered': stays, 'account.unfrozen': to('unfrozen') };

/** Money still in an account, as far as the stop-payment of 48 hours (银发〔2016〕86号). */
export const account = statechart({
  id: 'account',
  on: { 'account.rectified': stays },
  states: transferable({
    new: {
      on: { 'lead.reported': to('located'), 'lead.supplemented': to('located'), 'account.located': to('located') },
    },
    located: waits(
      { zh: '等待止付，或款项被取走', en: 'until the money is stopped or has left' },
      {
        'account.stopPayOrdered': to('stopPayOrdered'),
        // Lifted before the stop lapsed, and recorded after: a rule sees to the moment.
        ...unfrozen,
        ...secured,
        ...emptied,
        ...nothingHappened,
      },
    ),
    stopPayOrdered: {
      id: 'stopPayOrdered',
      after: { bankAnswers: {} },
      on: {
        'account.stopPaid': to('stopPaid'),
        'account.stopPayRefused': to('located'),
        ...secured,
        ...emptied,
        ...stopEnds,
      },
    },
    stopPaid: {
      id: 'stopPaid',
      after: { stopPayLapses: to('located', { actions: recordingWhen('lapsedAt') }) },
      on: { ...unfrozen, ...secured, ...emptied, ...stopEnds },
    },
    unrelated: {
      id: 'unrelatedAccount',
      after: { unfreezeUnrelated: {} },
      on: {
        ...unfrozen,
        ...emptied,
        'lead.classified': [
          { guard: isSuspiciousAndAllOut, target: 'drawnOut' },
          { guard: isSuspicious, target: 'located' },
        ],
        'lead.filed': [allOut, { target: 'located' }],
      },
    },
    unfrozen: final,
    drawnOut: { ...final, on: countedTooHigh },
    emptied: final,
    untouched: final,
  }),
});
