import { final, type Moment, statechart, stays, to, waits } from '../../engine/definition/index.js';
import { remainderOf } from './assets.js';
import { isLegitimate } from './branches.js';
import { transferable } from './transferable.js';

function isAllReturned({ event }: Moment): boolean {
  const thing = event.view.get(event.self);
  return thing !== undefined && remainderOf(event.view, thing) <= 0n;
}

/** A custodian took it over; announced straight from `unrelated` it may never have been seized. */
function isKept({ context }: Moment): boolean {
  return context['custodian'] !== undefined;
}

/**
 * A thing in the hand, cash or gold: secured on the spot, seized after filing, kept by a custodian, given back (CPR
 * art. 227 to 236). `examined`: what may be found out about it while it is held; once seized perhaps otherwise.
 */
export function thing(kind: 'cash' | 'gold', examined: object = {}, onceSeized: object = examined) {
  const approved = { [`${kind}.seizureApproved`]: stays };
  const lost = { [`${kind}.lost`]: to('lost') };
  /** What turns out not to belong to the case goes back (CPR art. 233). */
  const freed = {
    [`${kind}.unrelated`]: to('unrelated'),
    'lead.classified': { guard: isLegitimate, target: 'unrelated' },
    'lead.filingDeclined': 'unrelated',
  };

  return statechart({
    id: kind,
    on: { [`${kind}.rectified`]: stays },
    states: transferable({
      new: {
        on: {
          [`${kind}.sought`]: to('sought'),
          [`${kind}.secured`]: to('secured'),
          'parcel.opened': to('secured'),
        },
      },
      sought: waits(
        { zh: '民警到场前已付出，正在追查', en: 'handed out before anyone came; being looked for' },
        {
          [`${kind}.secured`]: to('secured'),
          ...lost,
          'lead.classified': { guard: isLegitimate, target: 'untouched' },
          'lead.withdrawn': 'untouched',
          'lead.filingDeclined': 'untouched',
        },
      ),
      secured: {
        id: 'secured',
        after: { registerSecured: {} },
        on: { ...examined, [`${kind}.seized`]: to('seized'), ...approved, ...freed, ...lost },
      },
      seized: {
        id: 'seized',
        after: { handOver: {} },
        on: { ...onceSeized, [`${kind}.custodyAccepted`]: to('inCustody'), ...approved, ...freed, ...lost },
      },
      inCustody: waits(
        { zh: '等待认领、法院或公告', en: 'for claims, the court or the public notice' },
        {
          ...examined,
          'return.executed': [{ guard: isAllReturned, target: 'returned' }, stays],
          [`${kind}.sentWithCase`]: to('withCase'),
          [`${kind}.announced`]: to('announced'),
          ...approved,
          ...freed,
          ...lost,
        },
      ),
      announced: {
        id: 'announced',
        after: { unclaimed: {} },
        on: {
          ...examined,
          [`${kind}.toTreasury`]: to('treasury'),
          'claim.filed': [{ guard: isKept, target: 'inCustody' }, { target: 'secured' }],
          ...freed,
          ...lost,
        },
      },
      unrelated: {
        id: 'unrelated',
        after: { releaseUnrelated: {} },
        on: {
          [`${kind}.handedBack`]: to('handedBack'),
          // The owner may be unknown or gone: then the notice is the only way on.
          [`${kind}.announced`]: to('announced'),
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
}
