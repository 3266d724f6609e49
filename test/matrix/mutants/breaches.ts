import { Arena } from '../arena.js';
import { judged } from '../expected/sights.js';
import type { Ground } from '../ground/ground.js';
import type { Walls } from '../ground/house.js';
import { readTables, rowFaults, scopeOf } from '../rows.js';
import type { Mutant } from './mutant.js';
import { type Breach, breachesOf } from './of-sql.js';
import type { Reached } from './probing.js';
import { Rows } from './shown.js';

/** Behind the policy no row could be missed. */
export const behindPolicy: Walls = 'policyOff';

/** The mutants of the second wall that are SQL. */
export async function breachesIn(ground: Ground): Promise<Breach[]> {
  const arena = await Arena.open(ground, behindPolicy);
  try {
    const breaches: Breach[] = [];
    for (const breach of await breachesOf(arena.client)) {
      const isSql = await arena.client.query(`begin; ${breach.statement}`).then(
        () => true,
        () => false,
      );
      await arena.client.query('rollback');
      if (isSql) breaches.push(breach);
    }
    return breaches;
  } finally {
    await arena.close();
  }
}

/** Each with the scopes to which it shows other rows than they should see, and where. */
export async function mutantsOfRows(ground: Ground, breaches: readonly Breach[], reached: Reached): Promise<Mutant[]> {
  const asked = [...reached.keys()].filter((mark) => typeof mark === 'string');
  const marks = [...new Set([...asked, ...judgedMarks(ground)])];
  const arena = await Arena.open(ground, behindPolicy);
  try {
    const faults = await rowFaults(arena.client, ground);
    if (faults.length > 0) throw new Error(`without any mutant: ${faults.join('; ')}`);
    const rows = await Rows.in(arena.client, marks);
    const isJudged = new Set(judgedMarks(ground));
    const mutants: Mutant[] = [];
    for (const { name, of, statement, undo } of breaches) {
      const changed = await rows.changedBy(statement, of);
      mutants.push({
        name,
        walls: [behindPolicy],
        marks: changed,
        isInRows: changed.some((mark) => isJudged.has(mark)),
        on: async ({ client }) => void (await client.query(statement)),
        off: async ({ client }) => void (await client.query(undo)),
      });
    }
    return mutants;
  } finally {
    await arena.close();
  }
}

/** Of every table and everybody of whom each row is judged: where something else is shown, something is wrong. */
function judgedMarks(ground: Ground): string[] {
  return judged.flatMap((who) =>
    [true, false].flatMap((withLeft) => readTables.map((table) => `${table} ${withLeft} ${scopeOf(who, ground)}`)),
  );
}
