import type { Arena } from '../arena.js';
import { type Cell, nameOf } from '../cells/cell.js';
import type { Answer, Ask } from '../ground/http.js';
import { faultsOf } from '../laws.js';
import { askedBy, type Red } from '../run.js';

type Mark = number | string;

/** What each cell reaches, as `House.reached` says it: the cells by their places in the order in which they are asked. */
export type Reached = ReadonlyMap<Mark, readonly number[]>;

interface Heard {
  readonly answer: Answer;
  readonly marks: readonly Mark[];
}

/** Asks cell after cell, each alone, and notes what in the server it comes to. */
export async function probe(
  arena: Arena,
  cells: readonly Cell[],
): Promise<{ readonly reached: Reached; readonly reds: readonly Red[] }> {
  const { house, ground } = arena;
  const reached = new Map<Mark, number[]>();
  const reds: Red[] = [];
  const twins = new Map<string, Heard>();
  const hear = async (who: string, ask: Ask, key: string): Promise<Heard> => {
    const answer = await house.send(askedBy(arena, who, ask, key));
    return { answer, marks: await house.reached() };
  };
  const hearTwin = async ({ who, twin }: Cell): Promise<Heard | undefined> => {
    if (!twin) return undefined;
    const name = `${who} ${JSON.stringify(twin)}`;
    const heard = twins.get(name) ?? (await hear(who, twin, `twin-${twins.size}`));
    twins.set(name, heard);
    return heard;
  };
  await house.probe();
  for (const [i, cell] of cells.entries()) {
    const { answer, marks } = await hear(cell.who, cell.ask, `cell-${i}`);
    const twin = await hearTwin(cell);
    const faults = faultsOf(cell, answer, twin?.answer, ground);
    if (faults.length > 0) reds.push({ cell: nameOf(cell), faults });
    for (const mark of new Set([...marks, ...(twin?.marks ?? [])])) {
      const places = reached.get(mark) ?? [];
      places.push(i);
      reached.set(mark, places);
    }
  }
  return { reached, reds };
}
