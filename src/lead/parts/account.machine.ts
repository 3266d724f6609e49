import {
  final,
  kept,
  type Moment,
  recordingWhen,
  statechart,
  stays,
  to,
  waits,
} from '../../engine/definition/index.js';
import { balanceOf, isUsedUp, remainderOf } from './assets.js';
import { isLegitimate } from './branches.js';
import { freezeEndsAt } from './terms.js';
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

function isAllReturned({ event }: Moment): boolean {
  const account = event.view.get(event.self);
  return account !== undefined && remainderOf(event.view, account) <= 0n;
}

/** The dates of the freeze were corrected, and it has not ended yet. */
function isStillFrozen({ context, event }: Moment): boolean {
  const isDate = ['frozenAt', 'renewedUntil'].includes(String(event.body['field']));
  const ends = freezeEndsAt(kept({ ...context, ...event.facts }));
  return isDate && ends !== undefined && ends > event.at;
}

/** A sum was corrected, and nothing is left. */
const allOut = { guard: isAllOut, target: 'drawnOut' };
const recounted = { 'cash.rectified': allOut, 'gold.rectified': allOut, 'account.rectified': [allOut, stays] };
/** A sum was corrected, and something is left that needs somebody again: the only way out of `drawnOut`. */
const leftIn = { guard: isLeftIn, target: 'located' };
const countedTooHigh = { 'cash.rectified': leftIn, 'gold.rectified': leftIn, 'account.rectified': [leftIn, stays] };

/** What came out of this account is secured; the balance is a reading, so nothing is written while some is left. */
const drawn = [{ guard: isDrawnOut, target: 'drawnOut' }, stays];
const secured = { 'cash.secured': drawn, 'gold.secured': drawn, ...recounted };
const emptied = { 'account.emptied': to('emptied') };
/** What may happen to it at any time. */
const anyTime = { ...secured, ...emptied };
const nothingHappened = {
  'lead.classified': { guard: isLegitimate, target: 'untouched' },
  'lead.withdrawn': 'untouched',
  'lead.filingDeclined': 'untouched',
  'lead.concluded': 'untouched',
  'account.leftAlone': to('untouched'),
};
const keepingEnds = {
  'lead.classified': { guard: isLegitimate, target: 'unrelated' },
  'lead.withdrawn': 'unrelated',
  'lead.filingDeclined': 'unrelated',
};
const unfrozen = { 'account.unfreezeOrdered': stays, 'account.unfrozen': to('unfrozen') };

const paidBack = { 'return.executed': [{ guard: isAllReturned, target: 'returned' }, stays] };

/** What the bank kept it keeps no longer; what was done before may still be recorded. */
function lapses(target: string) {
  return to(target, { actions: recordingWhen('lapsedAt') });
}

const untilOrdered = { zh: '等待负责人批准冻结', en: 'for the head who decides on the freeze' };
const untilFrozen = { zh: '等待银行执行冻结', en: 'for the bank that carries the freeze out' };

/**
 * Money in an account: stopped for 48 hours (银发〔2016〕86号), frozen for months (CPR art. 237 to 247), given back. A
 * freeze may be asked for while the stop keeps the money (`stopped`, whose 48 hours run on) or without one: then nothing
 * keeps it until the bank has frozen it.
 */
export const account = statechart({
  id: 'account',
  on: { 'account.rectified': stays, 'account.traced': stays },
  states: transferable({
    new: {
      on: { 'lead.reported': to('located'), 'lead.supplemented': to('located'), 'account.located': to('located') },
    },
    located: waits(
      { zh: '等待止付、冻结，或款项被取走', en: 'until the money is stopped, frozen or has left' },
      {
        'account.stopPayOrdered': to('stopPayOrdered'),
        'account.freezeRequested': to('freezeRequested'),
        // Done before the stop lapsed, and recorded after it: rules see to the moment.
        'account.freezeOrdered': stays,
        'account.frozen': to('frozen'),
        ...unfrozen,
        ...anyTime,
        ...nothingHappened,
      },
    ),
    stopPayOrdered: {
      id: 'stopPayOrdered',
      after: { bankAnswers: {} },
      on: {
        'account.stopPaid': to('stopped'),
        'account.stopPayRefused': to('located'),
        ...anyTime,
        ...keepingEnds,
      },
    },
    stopped: {
      id: 'stopped',
      initial: 'stopPaid',
      after: { stopPayLapses: lapses('located') },
      on: { ...unfrozen, ...anyTime, ...keepingEnds },
      states: {
        stopPaid: { on: { 'account.freezeRequested': to('freezeRequested') } },
        freezeRequested: {
          on: {
            'account.freezeRequested': to('freezeRequested'),
            'account.freezeOrdered': to('freezeOrdered'),
            'account.freezeRefused': to('stopPaid'),
          },
        },
        freezeOrdered: {
          on: {
            'account.freezeRequested': to('freezeRequested'),
            'account.frozen': to('#frozen'),
            'account.freezeQueued': to('#ordered'),
          },
        },
      },
    },
    freezeRequested: waits(untilOrdered, {
      'account.freezeRequested': to('freezeRequested'),
      'account.freezeOrdered': to('freezeOrdered'),
      'account.freezeRefused': to('located'),
      ...anyTime,
      // The bank has been told nothing yet, so there is nothing to lift.
      ...nothingHappened,
    }),
    freezeOrdered: {
      id: 'ordered',
      ...waits(untilFrozen, {
        'account.freezeRequested': to('freezeRequested'),
        'account.frozen': to('frozen'),
        // Another organ froze it first: its freeze keeps the money, and ours takes effect when that one ends (CPR art. 242).
        'account.freezeQueued': stays,
        ...unfrozen,
        ...anyTime,
        ...keepingEnds,
      }),
    },
    frozen: {
      id: 'frozen',
      after: { freezeEnds: lapses('lapsed'), freezeWarning30: {}, freezeWarning7: {}, freezeWarning1: {} },
      on: {
        ...paidBack,
        'account.renewalOrdered': stays,
        'account.freezeRenewed': to('frozen', { reenter: true }),
        'account.sentWithCase': to('withCase'),
        ...unfrozen,
        ...emptied,
        ...keepingEnds,
      },
    },
    lapsed: waits(
      { zh: '冻结已失效，等待重新冻结或款项被取走', en: 'until it is frozen again or has left' },
      {
        'account.stopPayOrdered': to('stopPayOrdered'),
        'account.freezeRequested': to('freezeRequested'),
        // Done before the freeze ended, and recorded after it: rules see to the moment.
        'account.renewalOrdered': stays,
        'account.freezeRenewed': to('frozen'),
        ...paidBack,
        ...unfrozen,
        ...anyTime,
        'account.rectified': [allOut, { guard: isStillFrozen, ...to('frozen') }, stays],
        ...nothingHappened,
      },
    ),
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
    returned: final,
    withCase: final,
  }),
});
