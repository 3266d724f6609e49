import type { Ask } from '../../engine/definition/index.js';
import { officersOf } from '../parts/standing.js';

/**
 * Whoever acts has worked on this case as police: named among its officers, or author of any entry in such a role. A finding
 * that somebody else revised was still theirs, and the case shows only the last.
 */
export function workedOnCase({ view, actor, known }: Ask): boolean {
  return officersOf(view).has(actor.account) || known['involved'] === true;
}
