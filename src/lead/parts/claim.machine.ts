import { final, type Moment, statechart, stays, to, waits } from '../../engine/definition/index.js';

/** The asset is gone, and what is claimed of it with it. */
function goesWith(kind: 'cash' | 'gold') {
  return {
    [`${kind}.sentWithCase`]: 'withCase',
    [`${kind}.toTreasury`]: 'withCase',
    [`${kind}.lost`]: 'rejected',
    [`${kind}.handedBack`]: 'rejected',
  };
}

const disputed = { 'claim.disputed': to('disputed') };
/** What happens to every open claim with its asset or its case. */
const ends = {
  'claim.rejected': to('rejected'),
  ...goesWith('cash'),
  ...goesWith('gold'),
  'account.sentWithCase': 'withCase',
  'account.emptied': 'rejected',
  'account.unfrozen': 'rejected',
  'lead.classified': 'rejected',
  'lead.filingDeclined': 'rejected',
};

/** Somebody other than the filer had verified it before it was disputed. */
function wasVerified({ context }: Moment): boolean {
  return context['verifiedBy'] !== undefined;
}

/** What one victim asks for out of one asset, in the asset's unit. */
export const claim = statechart({
  id: 'claim',
  on: { 'claim.rectified': stays },
  states: {
    new: { on: { 'claim.filed': to('filed') } },
    filed: waits(
      { zh: '等待溯源核实', en: 'until the money is traced' },
      { 'claim.verified': to('verified'), ...disputed, ...ends },
    ),
    verified: waits({ zh: '等待发还', en: 'for a return' }, { 'return.executed': 'paid', ...disputed, ...ends }),
    disputed: waits(
      { zh: '等待争议解决', en: 'until the dispute is settled' },
      { 'claim.settled': [{ guard: wasVerified, ...to('verified') }, to('filed')], ...ends },
    ),
    paid: final,
    rejected: final,
    withCase: final,
  },
});
