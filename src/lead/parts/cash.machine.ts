import { final, type Moment, statechart, stays, to, waits } from '../../engine/definition/index.js';
import { isLegitimate } from './branches.js';
import { remainderOf } from './standing.js';
import { transferable } from './transferable.js';

function isAllReturned({ event }: Moment): boolean {
  const cash = event.view.get(event.self);
  return cash !== undefined && remainderOf(event.view, cash) <= 0n;
}

/** A custodian counted it; announced straight from `unrelated` it may never have been seized. */
function isKept({ context }: Moment): boolean {
  return context['custodian'] !== undefined;
}

const approved = { 'cash.seizureApproved': stays };
const lost = { 'cash.lost': to('lost') };
/** What turns out not to belong to the case goes back (CPR art. 233). */
const freed = {
  'cash.unrelated': to('unrelated'),
  'lead.classified': { guard: isLegitimate, target: 'unrelated' },
  'lead.filingDeclined': 'unrelated',
};

/** Cash in the hand: secured on the spot, seized after filing, kept by a custodian, given back (CPR art. 227 to 236). */
export const cash = statechart({
  id: 'cash',
  on: { 'cash.rectified': stays },
  states: transferable({
    new: { on: { 'cash.sought': to('sought'), 'cash.secured': to('secured') } },
    sought: waits(
      { zh: '民警到场前已付出，正在追查', en: 'handed out before anyone came; being looked for' },
      {
        'cash.secured': to('secured'),
        ...lost,
        'lead.classified': { guard: isLegitimate, target: 'untouched' },
        'lead.withdrawn': 'untouched',
        'lead.filingDeclined': 'untouched',
      },
    ),
    secured: {
      id: 'secured',
      after: { registerSecured: {} },
      on: { 'cash.seized': to('seized'), ...approved, ...freed, ...lost },
    },
    seized: {
      id: 'seized',
      after: { handOver: {} },
      on: { 'cash.custodyAccepted': to('inCustody'), ...approved, ...freed, ...lost },
    },
    inCustody: waits(
      { zh: '等待认领、法院或公告', en: 'for claims, the court or the public notice' },
      {
        'return.executed': [{ guard: isAllReturned, target: 'returned' }, stays],
        'cash.sentWithCase': to('withCase'),
        'cash.announced': to('announced'),
        ...approved,
        ...freed,
        ...lost,
      },
    ),
    announced: {
      id: 'announced',
      after: { unclaimed: {} },
      on: {
        'cash.toTreasury': to('treasury'),
        'claim.filed': [{ guard: isKept, target: 'inCustody' }, { target: 'secured' }],
        ...freed,
        ...lost,
      },
    },
    unrelated: {
      id: 'unrelated',
      after: { releaseUnrelated: {} },
      on: {
        'cash.handedBack': to('handedBack'),
        // The owner may be unknown or gone: then the notice is the only way on.
        'cash.announced': to('announced'),
        'lead.classified': { guard: (moment: Moment) => !isLegitimate(moment), target: 'secured' },
        'lead.filed': 'secured',
        ...lost,
      },
    },
    returned: final,
    withCase: final,
    treasury: final,
    handedBack: final,
    untouched: final,
    lost: final,
  }),
});
