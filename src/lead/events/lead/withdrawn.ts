import { defineEvent, isIn } from '../../../engine/definition/index.js';
import { holdsRunning, idsOf, openParts } from '../../parts/standing.js';
import { desk } from '../../roles.js';
import { Reason } from '../payloads.js';

/** The bank's mistake: the customer goes, nothing is sought any more. */
export const withdrawn = defineEvent({
  type: 'lead.withdrawn',
  title: { zh: '撤回线索', en: 'Withdraw the lead' },
  roles: desk,
  payload: Reason,
  example: { reason: '录入了错误的客户' },
  facts: () => ({ withdrawn: true }),
  tells: ({ view, at }) => [
    ...holdsRunning(view, at),
    ...idsOf(openParts(view, 'account').filter((account) => !isIn(account, 'unrelated'))),
    ...idsOf(openParts(view, 'parcel')),
    ...idsOf(view.of('cash', 'gold').filter((thing) => isIn(thing, 'sought'))),
  ],
});
