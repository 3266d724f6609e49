import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import type { Cell } from '../cells/cell.js';
import { news } from '../expected/open.js';
import type { Ground } from '../ground/ground.js';
import type { Walls } from '../ground/house.js';
import { pairwise, withoutLikes } from '../pairs.js';
import { type Manner, runCells, type Tally } from '../run.js';
import { equivalent } from './equivalent.js';
import { guards } from './guards.js';
import { changesOf } from './of-source.js';
import { breachesOf } from './of-sql.js';

/** What a hunt needs. */
export interface Hunt {
  readonly ground: Ground;
  readonly cells: readonly Cell[];
  readonly parallel: number;
  /** `all`, or a word that the names of the wanted mutants hold. */
  readonly which: string;
  readonly say: (line: string) => void;
}

/** What came of it. */
export interface Hunted {
  readonly hunted: number;
  /** Mutants that no cell told apart from the product. */
  readonly alive: readonly string[];
  /** Those of them of which the reason is known. */
  readonly known: number;
}

interface Mutant {
  readonly name: string;
  /** One of these ways in which the walls stand must show it: behind a wall that stands it could not be seen. */
  readonly walls: readonly Walls[];
  /** How it is let loose; the folder is its own. */
  readonly manner: (folder: string) => Promise<Partial<Manner>>;
}

const root = join(import.meta.dirname, '../../../dist/src');

/** Lets loose one mutant after the other, each until the first red cell. */
export async function hunt({ ground, cells, parallel, which, say }: Hunt): Promise<Hunted> {
  const mutants = [...(await mutantsOfSource()), ...(await mutantsOfRows(ground))].filter(
    ({ name }) => which === 'all' || name.includes(which),
  );
  say(`${mutants.length} mutants`);
  const ordered = inOrder(cells);
  say(`${ordered.length} cells each, until one is red`);
  const alive: string[] = [];
  let next = 0;
  let told = performance.now();
  const work = async () => {
    for (let mutant = mutants[next++]; mutant; mutant = mutants[next++]) {
      if (await isAlive(mutant, ground, ordered)) alive.push(mutant.name);
      if (performance.now() - told < 15_000) continue;
      told = performance.now();
      say(`${next} of ${mutants.length} mutants, ${alive.length} alive`);
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
  const known = new Set(equivalent.map(({ name }) => name));
  const stale = which === 'all' ? [...known].filter((name) => !alive.includes(name)) : [];
  return {
    hunted: mutants.length,
    alive: [...alive.filter((name) => !known.has(name)), ...stale.map((name) => `no more, or killed: ${name}`)],
    known: alive.filter((name) => known.has(name)).length,
  };
}

/** The pairs first, as they find most; then every other decision once. */
function inOrder(cells: readonly Cell[]): Cell[] {
  const first = new Set(pairwise(cells));
  const isPastDoor = ({ expected }: Cell) => expected !== 401 && expected !== 403;
  return [...first, ...withoutLikes(cells.filter((cell) => !first.has(cell) && isPastDoor(cell)))];
}

async function isAlive(mutant: Mutant, ground: Ground, cells: readonly Cell[]): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'lanjie-mutant-'));
  try {
    const manner = await mutant.manner(folder);
    for (const walls of mutant.walls) {
      const isRed = (red: { cell: string; faults: readonly string[] }) => news([red], walls, false).length > 0;
      const tally: Tally | undefined = await runCells({ ground, walls, cells, stopAt: isRed, ...manner }).catch(
        // It does not even start.
        () => undefined,
      );
      if (!tally || tally.reds.some(isRed)) return false;
    }
    return true;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function mutantsOfSource(): Promise<Mutant[]> {
  const files = Object.entries(guards).map(async ([file, names]) => {
    const path = join(root, `${file}.js`);
    const text = await readFile(path, 'utf8');
    return changesOf(text, names).map(
      ({ line, from, to, text: source }): Mutant => ({
        name: `${file}:${line} «${short(from)}» → «${short(to)}»`,
        walls: ['rowsOff', 'policyOff'],
        manner: async (folder) => {
          const changed = join(folder, 'mutant.json');
          await writeFile(changed, JSON.stringify({ url: pathToFileURL(path).href, source }));
          return {
            imports: [pathToFileURL(join(import.meta.dirname, 'loading.mjs')).href],
            env: { MATRIX_MUTANT: changed },
          };
        },
      }),
    );
  });
  return (await Promise.all(files)).flat();
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 70 ? `${line.slice(0, 67)}...` : line;
}

async function mutantsOfRows(ground: Ground): Promise<Mutant[]> {
  const database = await ground.copy();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    const mutants: Mutant[] = [];
    for (const { name, statement } of await breachesOf(client)) {
      // In a transaction that is undone: whether it is SQL at all.
      const isSql = await client.query(`begin; ${statement}`).then(
        () => true,
        () => false,
      );
      await client.query('rollback');
      if (!isSql) continue;
      const prepare = async (owner: pg.Client) => void (await owner.query(statement));
      mutants.push({ name, walls: ['policyOff'], manner: async () => ({ prepare }) });
    }
    return mutants;
  } finally {
    await client.end();
    await database.drop();
  }
}
