import type { Arena } from '../arena.js';
import type { Cell } from '../cells/cell.js';
import type { Answer, Ask } from '../ground/http.js';
import { askedBy } from '../run.js';

/** What each cell reaches, as `House.reached` says it: the cells by their places in the order in which they are asked. */
export type Reached = ReadonlyMap<number | string, readonly number[]>;

/** Asks cell after cell, each alone, and notes what in the server it comes to. */
export async function probe(arena: Arena, cells: readonly Cell[]): Promise<Reached> {
  const { house } = arena;
  const reached = new Map<number | string, number[]>();
  const twins = new Map<string, readonly (number | string)[]>();
  const send = async (who: string, ask: Ask, key: string): Promise<readonly (number | string)[]> => {
    await house.send(askedBy(arena, who, ask, key)).catch((): Answer | undefined => undefined);
    return house.reached();
  };
  await house.probe();
  for (const [i, { who, ask, twin }] of cells.entries()) {
    const marks = new Set(await send(who, ask, `cell-${i}`));
    if (twin) {
      const name = `${who} ${JSON.stringify(twin)}`;
      const known = twins.get(name) ?? (await send(who, twin, `twin-${i}`));
      twins.set(name, known);
      for (const mark of known) marks.add(mark);
    }
    for (const mark of marks) {
      const places = reached.get(mark) ?? [];
      places.push(i);
      reached.set(mark, places);
    }
  }
  return reached;
}
