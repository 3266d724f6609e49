import type { FactChanges } from '../../../engine/definition/index.js';

/** Clears what an earlier stop or freeze of the same account left on record: history has it. */

/** No freeze is asked for, ordered, queued, refused or renewed. */
export const nothingOrdered: FactChanges = {
  freezeAmount: undefined,
  freezeOrder: undefined,
  freezeOrderedBy: undefined,
  freezeOrderedAt: undefined,
  freezeRefusal: undefined,
  queuedBehind: undefined,
  queuedUntil: undefined,
  renewalOrder: undefined,
  renewalMonths: undefined,
  renewedUntil: undefined,
};

/** The bank keeps nothing, and nobody has ordered it to let go. */
export const nothingKept: FactChanges = {
  stopped: undefined,
  stoppedAt: undefined,
  frozen: undefined,
  frozenAt: undefined,
  returnedBefore: undefined,
  lapsedAt: undefined,
  unfreezeOrder: undefined,
};
