import type { Operation } from '../document.js';
import { areas, expectedRecordings, expectedRoutes } from '../expected/operations.js';
import { principals, refusedAnywhere } from '../expected/principals.js';
import { judged } from '../expected/sights.js';
import type { Ground } from '../ground/ground.js';
import type { Cell } from './cell.js';
import { eventCells } from './events.js';
import { routeCells } from './routes.js';

/** Operations that have no row, rows that have no operation, callers that nobody judged: each is a fault of the table. */
export function gapsOf(operations: readonly Operation[]): string[] {
  const wanted = [...expectedRecordings, ...expectedRoutes].map(({ operation }) => operation);
  const there = operations.map(({ id }) => id);
  return [
    ...there
      .filter((id) => !wanted.includes(id))
      .map((id) => `the operation ${id} has no row in expected/operations.ts`),
    ...wanted.filter((id) => !there.includes(id)).map((id) => `the row ${id} stands for no operation`),
    ...wanted.filter((id, i) => wanted.indexOf(id) !== i).map((id) => `the operation ${id} has two rows`),
    ...principals
      .filter((who) => !judged.includes(who) && refusedAnywhere(who) === undefined)
      .map((who) => `${who} has no row in expected/sights.ts`),
  ];
}

/** Every cell: each operation × each caller × each relation × each place where an id can stand. */
export function cellsOf(operations: readonly Operation[], ground: Ground): Cell[] {
  return operations.flatMap((operation) => {
    const recording = expectedRecordings.find((one) => one.operation === operation.id);
    if (recording) return eventCells(operation, recording, areas[recording.area] ?? [], ground);
    const route = expectedRoutes.find((one) => one.operation === operation.id);
    return route ? routeCells(operation, route, ground) : [];
  });
}
