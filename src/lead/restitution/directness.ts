import type { View } from '../../engine/definition/index.js';
import { textIn, textsIn } from '../facts.js';
import { flowsOf } from './flows.js';
import { verifiedClaims } from './propose.js';
import { traced } from './trace.js';

/**
 * In which of the three ways of art. 8 of the 2016 Return Rules the money of an account goes back, as its flow table and
 * the verified claims stand: `direct` one inflow and one victim, `timestamp` each inflow traced by the bank's time,
 * `proRata` not to be told apart. `unknown`: no flow table, or a claim whose inflows nobody named though they could be.
 */
export function directness(view: View, account: string): 'direct' | 'timestamp' | 'proRata' | 'unknown' {
  const flows = flowsOf(view.get(account));
  if (flows.length === 0) return 'unknown';
  const claims = verifiedClaims(view, account);
  const named = claims.flatMap((claim) => textsIn(claim.facts, 'inflows'));
  // An inflow that was several victims' came mixed already: the table cannot part them.
  if (!traced(flows) || new Set(named).size < named.length) return 'proRata';
  if (claims.some((claim) => textsIn(claim.facts, 'inflows').length === 0)) return 'unknown';
  const victims = new Set(claims.map((claim) => textIn(claim.facts, 'victim')));
  return victims.size === 1 && flows.filter(({ way }) => way === 'in').length === 1 ? 'direct' : 'timestamp';
}
