import type { Moment } from '../../engine/definition/index.js';

/** Guards that several statecharts share. They choose between branches; refusing is the rules' work. */

/** The finding is that nothing is wrong. */
export function isLegitimate({ event }: Moment): boolean {
  return event.body['finding'] === 'legitimate';
}

/** The finding is that the customer is deceived: a victim, or a tool of others. */
export function isDeceived({ event }: Moment): boolean {
  return event.body['finding'] === 'victim' || event.body['finding'] === 'tool';
}
