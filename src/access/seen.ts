import { type Admitted, admits, mayAddress } from '../engine/admitted.js';
import type { Part } from '../engine/definition/index.js';
import { entryInSight, isInSight, mayRecordOn, partsInSight, type Sight } from './policy.js';

/** What both walls let a person see of a case: what the policy shows, and of that what the database admits. */
export interface Seen {
  readonly sight: Sight;
  readonly admitted: Admitted | null;
}

/** Whether a part is shown; `undefined` is the whole case. */
export function isShown({ sight, admitted }: Seen, part: string | undefined, parts: readonly Part[]): boolean {
  return admits(admitted, part) && isInSight(sight, part, parts);
}

/** Whether an event may be recorded on a part; `undefined` is the whole case, or an event that opens a part. */
export function mayRecord({ sight, admitted }: Seen, part: string | undefined, parts: readonly Part[]): boolean {
  return mayAddress(admitted, part, parts) && mayRecordOn(sight, part, parts);
}

/** The parts that are shown. */
export function partsShown({ sight, admitted }: Seen, parts: readonly Part[]): readonly Part[] {
  return partsInSight(sight, parts).filter(({ id }) => admits(admitted, id));
}

/** Whether what an entry did to a part is shown: of their own entries a station that left sees what was said alone. */
export function isEffectShown({ sight, admitted }: Seen, part: string, parts: readonly Part[]): boolean {
  return admits(admitted, part) && entryInSight(sight, { organisation: '', part }, parts);
}
