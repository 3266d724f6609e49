import type { Part } from '../../engine/definition/index.js';
import { objectsIn, textIn, unitsIn } from '../facts.js';
import type { Flow } from './trace.js';

/** The line of the money that was in the account before the first one: no victim's inflow. */
export const openingLine = 'opening balance';

/** The flow table of an account as far as allocations need it, in bank-time order; empty when it was not traced. */
export function flowsOf(account: Part | undefined): Flow[] {
  const lines = objectsIn(account?.facts, 'flow').map(
    (line): Flow => ({
      id: textIn(line, 'id') ?? '',
      way: line['inflow'] === true ? 'in' : 'out',
      amount: unitsIn(line, 'amount'),
    }),
  );
  const before = unitsIn(account?.facts, 'flowOpening');
  return before > 0n ? [{ id: openingLine, way: 'in', amount: before }, ...lines] : lines;
}
