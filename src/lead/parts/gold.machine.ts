import { type Moment, stays, to } from '../../engine/definition/index.js';
import { notAfter, plusHours } from '../time.js';
import { thing } from './thing.js';

const valued = { 'gold.valued': stays };

/** Assayed for the first time since it was seized, within the 24 hours in which it would have to be handed over. */
function isUrgentAssay({ context, event }: Moment): boolean {
  const since = event.view.get(event.self)?.since;
  if (context['fineness'] !== undefined || since === undefined) return false;
  // An assay from before the seizure, recorded late, is no reason to hand it over sooner.
  return notAfter(since, event.at) && notAfter(event.at, plusHours(since, 24));
}

/** Gold in the hand, weighed in milligrams: goes the way of cash, and is assayed and valued before it goes back. */
export const gold = thing(
  'gold',
  { 'gold.assayed': stays, ...valued },
  // What has to be assayed at once is handed over within 24 hours of that (APR art. 190).
  { 'gold.assayed': [{ guard: isUrgentAssay, ...to('seized', { reenter: true }) }, stays], ...valued },
);
