import type { Part } from '../../engine/definition/index.js';
import { objectsIn, textIn, unitsIn } from '../facts.js';
import type { Flow } from './trace.js';

/** The line of the money that was in the account before the first one: no victim's inflow. */
export const openingLine = 'opening balance';

/** One line of the bank's statement. */
interface Line extends Flow {
  /** The bank's time, ISO 8601 UTC. */
  readonly at: string;
}

/** The lines of an account's flow table in bank-time order; empty until it is traced. */
function linesOf(account: Part | undefined): Line[] {
  return objectsIn(account?.facts, 'flow').map((line) => ({
    id: textIn(line, 'id') ?? '',
    at: textIn(line, 'at') ?? '',
    way: line['inflow'] === true ? 'in' : 'out',
    amount: unitsIn(line, 'amount'),
  }));
}

/** What came into an account line by line: claims are traced to the ids. Fen. */
export function inflowsOf(account: Part | undefined): Omit<Line, 'way'>[] {
  return linesOf(account).flatMap(({ way, ...line }) => (way === 'in' ? [line] : []));
}

/** The whole table as allocations need it, the balance before the first line included. */
export function flowsOf(account: Part | undefined): Flow[] {
  const lines = linesOf(account).map(({ id, way, amount }): Flow => ({ id, way, amount }));
  const before = unitsIn(account?.facts, 'flowOpening');
  return before > 0n ? [{ id: openingLine, way: 'in', amount: before }, ...lines] : lines;
}
