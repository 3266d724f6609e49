import { type EventDefinition, statechart, stays, to, waits } from '../../engine/definition/index.js';
import { accountEvents } from './events/accounts.js';
import { beginningEvents } from './events/beginnings.js';
import { organisationEvents } from './events/organisations.js';
import { proofEvents } from './events/proofs.js';
import { rightsEvents } from './events/rights.js';

/** Every event of the office, in the order of lists and documents. */
export const officeEvents: readonly EventDefinition[] = [
  ...beginningEvents,
  ...organisationEvents,
  ...accountEvents,
  ...rightsEvents,
  ...proofEvents,
];

const deeds = officeEvents.filter(({ opens }) => !opens);

/** The office is there for good. What its entries change stands in the tables they are applied to, never in its facts. */
export const office = statechart({
  id: 'office',
  states: {
    new: { on: { 'office.opened': to('open') } },
    open: waits(
      { zh: '管理工作长期进行', en: 'administration has no end' },
      Object.fromEntries(deeds.map(({ type }) => [type, stays])),
    ),
  },
});
