import { Arena } from './arena.js';
import type { Cell } from './cells/cell.js';
import { cellsOf, gapsOf } from './cells/generate.js';
import { readDocument } from './document.js';
import { news } from './expected/open.js';
import type { Ground } from './ground/ground.js';
import type { Walls } from './ground/house.js';
import { pairwise, scattered } from './pairs.js';
import { rowFaults } from './rows.js';
import { runCells, type Tally } from './run.js';

/** Every way in which the walls stand. */
export const wallsOfAll: readonly Walls[] = ['both', 'policyOff', 'rowsOff'];

/** The cells of the operations that a server on this ground has, and what its tables lack. */
export async function planOf(
  ground: Ground,
): Promise<{ readonly cells: readonly Cell[]; readonly gaps: readonly string[] }> {
  const arena = await Arena.open(ground, 'both');
  try {
    const operations = await readDocument(arena.house);
    return { cells: cellsOf(operations, ground), gaps: gapsOf(operations) };
  } finally {
    await arena.close();
  }
}

/** One run and its news: what is red and not known to be. */
export async function judge(
  ground: Ground,
  cells: readonly Cell[],
  walls: Walls,
  isAll: boolean,
): Promise<{ readonly tally: Tally; readonly news: readonly string[] }> {
  const arena = await Arena.open(ground, walls);
  try {
    const tally = await runCells(arena, { cells: isAll ? scattered(cells) : pairwise(cells) });
    const rows = walls === 'rowsOff' ? [] : await rowFaults(arena.client, ground);
    return { tally, news: [...news(tally.reds, walls, isAll), ...rows] };
  } finally {
    await arena.close();
  }
}
