import { final, statechart, stays, to, waits } from '../../engine/definition/index.js';
import { isLegitimate } from './branches.js';

/** It went to its recipient: too late to be held, let on, or watched on its way. */
const delivered = { 'parcel.delivered': to('delivered') };
/** Nothing is wrong with it: the carrier delivers it. */
const freed = {
  'lead.classified': { guard: isLegitimate, target: 'released' },
  'lead.withdrawn': 'released',
  'lead.filingDeclined': 'released',
};

/** A parcel with a carrier (CPR art. 232). Once it is opened what was in it is cash or gold of its own. */
export const parcel = statechart({
  id: 'parcel',
  on: { 'parcel.rectified': stays },
  states: {
    new: { on: { 'parcel.flagged': to('flagged') } },
    flagged: waits(
      { zh: '等待承运人暂停投递', en: 'until the carrier holds it back' },
      { 'parcel.carrierHeld': to('carrierHeld'), ...delivered, ...freed },
    ),
    carrierHeld: {
      id: 'carrierHeld',
      after: { decideParcel: {} },
      on: { 'parcel.seizureApproved': to('seizureApproved'), ...delivered, ...freed },
    },
    seizureApproved: waits(
      { zh: '等待民警全程录像开拆', en: 'until officers open it before a camera' },
      { 'parcel.opened': to('opened'), ...delivered, ...freed },
    ),
    opened: final,
    delivered: final,
    released: final,
  },
});
