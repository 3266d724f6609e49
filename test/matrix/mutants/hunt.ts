import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Arena, type More } from '../arena.js';
import type { Cell } from '../cells/cell.js';
import { news } from '../expected/open.js';
import { judged } from '../expected/sights.js';
import type { Ground } from '../ground/ground.js';
import type { Walls } from '../ground/house.js';
import { pairwise, withoutLikes } from '../pairs.js';
import { readTables, rowFaults, scopeOf } from '../rows.js';
import { type Red, runCells } from '../run.js';
import { elsewhere } from './elsewhere.js';
import { equivalent } from './equivalent.js';
import { guards } from './guards.js';
import { instrumented } from './of-source.js';
import { type Breach, breachesOf } from './of-sql.js';
import { probe, type Reached } from './probing.js';
import { Rows, readable } from './shown.js';

/** What a hunt needs. */
export interface Hunt {
  readonly ground: Ground;
  readonly cells: readonly Cell[];
  readonly parallel: number;
  /** `all`: but those known to change nothing; `equivalent`: those; else a word that the names of the wanted ones hold. */
  readonly which: string;
  readonly say: (line: string) => void;
}

/** What came of it. */
export interface Hunted {
  readonly hunted: number;
  /** Mutants that no cell told apart from the product. */
  readonly alive: readonly string[];
  /** Entries of equivalent.ts and elsewhere.ts that should not be there: there is no such mutant, or it was killed. */
  readonly stale: readonly string[];
  /** How many were let be, as they are known to change nothing. */
  readonly spared: number;
  /** How many were let be, as another test turns red by them. */
  readonly elsewhere: number;
}

interface Mutant {
  readonly name: string;
  /** One of these ways in which the walls stand must show it: behind a wall that stands it could not be seen. */
  readonly walls: readonly Walls[];
  /** What only those cells reach in which it makes a difference. */
  readonly marks: readonly (number | string)[];
  /** Whether it shows somebody other rows than `expected/rows.ts` says. */
  readonly isInRows?: boolean;
  on(arena: Arena): Promise<void>;
  off(arena: Arena): Promise<void>;
}

/** By the way in which the walls stand. */
type ReachedBehind = ReadonlyMap<Walls, Reached>;

/** Behind the policy no row could be missed. */
const behindPolicy: Walls = 'policyOff';

const root = join(import.meta.dirname, '../../../dist/src');

/** Lets loose one mutant after the other, each until the first red cell among those in which it makes a difference. */
export async function hunt({ ground, cells, parallel, which, say }: Hunt): Promise<Hunted> {
  const folder = await mkdtemp(join(tmpdir(), 'lanjie-mutants-'));
  try {
    const { mutants, more } = await mutantsOfSource(folder);
    const inSource = numbered(mutants);
    const inRows = numbered(await breachesIn(ground));
    const wants = ({ name }: { readonly name: string }) => isWanted(name, which);
    const ordered = inOrder(cells);
    const began = performance.now();
    const needed = new Set([
      ...inSource.filter(wants).flatMap(({ walls }) => walls),
      ...(inRows.some(wants) ? [behindPolicy] : []),
    ]);
    const reached = await probeAll(ground, more, ordered, [...needed], parallel);
    say(`${ordered.length} cells looked through in ${Math.round((performance.now() - began) / 1000)} s`);
    const party = new Party(ground, ordered, reached, more, say);
    const sources = inSource.filter(wants);
    say(`${sources.length} mutants of the program`);
    const alive = await party.hunt(sources, parallel);
    const rows = await mutantsOfRows(ground, inRows.filter(wants), reached.get(behindPolicy) ?? new Map());
    say(`${rows.length} mutants of the database`);
    alive.push(...(await party.hunt(rows, parallel)));
    const wanted = [...sources, ...rows];
    const names = [...inSource, ...inRows].map(({ name }) => name);
    return {
      hunted: wanted.length,
      alive: alive.filter((name) => !isKnown(name)),
      stale: staleOf(names, which === 'equivalent' ? alive : names),
      spared: names.filter((name) => equivalent.some(calls(name))).length,
      elsewhere: names.filter((name) => elsewhere.some(calls(name))).length,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the cells reach behind either wall. */
async function probeAll(
  ground: Ground,
  more: More,
  cells: readonly Cell[],
  needed: readonly Walls[],
  parallel: number,
): Promise<ReachedBehind> {
  const one = async (walls: Walls) => {
    const arena = await Arena.open(ground, walls, more);
    try {
      return [walls, await probe(arena, cells)] as const;
    } finally {
      await arena.close();
    }
  };
  if (parallel > 1) return new Map(await Promise.all(needed.map(one)));
  const all = new Map<Walls, Reached>();
  for (const walls of needed) all.set(...(await one(walls)));
  return all;
}

/** Of several that are called the same the second is called `… · 2`. */
function numbered<T extends { readonly name: string }>(all: readonly T[]): T[] {
  const counts = new Map<string, number>();
  return all.map((one) => {
    const count = (counts.get(one.name) ?? 0) + 1;
    counts.set(one.name, count);
    return count === 1 ? one : { ...one, name: `${one.name} · ${count}` };
  });
}

interface Entry {
  readonly name: string | RegExp;
}

const calls = (mutant: string) => (entry: Entry) => isCalled(entry, mutant);

function isCalled({ name }: Entry, mutant: string): boolean {
  return typeof name === 'string' ? name === mutant : name.test(mutant);
}

function isKnown(name: string): boolean {
  return equivalent.some(calls(name)) || elsewhere.some(calls(name));
}

function isWanted(name: string, which: string): boolean {
  if (which === 'equivalent') return equivalent.some(calls(name));
  return !isKnown(name) && (which === 'all' || name.includes(which));
}

/** The entries that call no mutant, and those of equivalent.ts that call none of the living. */
function staleOf(names: readonly string[], living: readonly string[]): string[] {
  const isOf = (some: readonly string[]) => (entry: Entry) => some.some((name) => isCalled(entry, name));
  const stale = [
    ...equivalent.filter((entry) => !isOf(living)(entry)),
    ...elsewhere.filter((entry) => !isOf(names)(entry)),
  ];
  return stale.map(({ name }) => String(name));
}

/** The pairs first, as they find most; then every other decision once. */
function inOrder(cells: readonly Cell[]): Cell[] {
  const first = new Set(pairwise(cells));
  const isPastDoor = ({ expected }: Cell) => expected !== 401 && expected !== 403;
  return [...first, ...withoutLikes(cells.filter((cell) => !first.has(cell) && isPastDoor(cell)))];
}

class Party {
  private readonly ground: Ground;
  private readonly cells: readonly Cell[];
  private readonly reached: ReachedBehind;
  private readonly more: More;
  private readonly say: (line: string) => void;

  constructor(ground: Ground, cells: readonly Cell[], reached: ReachedBehind, more: More, say: (line: string) => void) {
    this.ground = ground;
    this.cells = cells;
    this.reached = reached;
    this.more = more;
    this.say = say;
  }

  /** The names of those that are still alive. */
  async hunt(mutants: readonly Mutant[], parallel: number): Promise<string[]> {
    const alive: string[] = [];
    let next = 0;
    let told = performance.now();
    const work = async () => {
      const arenas = new Map<Walls, Arena>();
      for (let mutant = mutants[next++]; mutant; mutant = mutants[next++]) {
        if (await this.isAlive(mutant, arenas)) {
          alive.push(mutant.name);
          this.say(`alive: ${mutant.name} (${this.stretchOf(mutant)})`);
        }
        if (performance.now() - told < 15_000) continue;
        told = performance.now();
        this.say(`${next} of ${mutants.length} mutants, ${alive.length} alive`);
      }
      for (const arena of arenas.values()) await arena.close();
    };
    await Promise.all(Array.from({ length: parallel }, work));
    return alive;
  }

  private async isAlive(mutant: Mutant, arenas: Map<Walls, Arena>): Promise<boolean> {
    if (mutant.isInRows) return false;
    for (const walls of mutant.walls) {
      const cells = this.cellsFor(mutant, walls);
      if (cells.length === 0) continue;
      const arena = arenas.get(walls) ?? (await Arena.open(this.ground, walls, this.more));
      arenas.set(walls, arena);
      const isKilled = await this.kills(mutant, arena, walls, cells);
      // What it has changed would be in the way of the next one.
      if (!isKilled.isClean) {
        arenas.delete(walls);
        await arena.close().catch(() => {});
      }
      if (isKilled.is) return false;
    }
    return true;
  }

  private cellsFor({ marks }: Mutant, walls: Walls): Cell[] {
    const places = new Set(marks.flatMap((mark) => this.reached.get(walls)?.get(mark) ?? []));
    return this.cells.filter((_, i) => places.has(i));
  }

  /** In how many cells it made a difference that nobody saw, and in how many none. */
  private stretchOf(mutant: Mutant): string {
    return mutant.walls
      .map((walls) => {
        const without = mutant.marks.flatMap((mark) =>
          typeof mark === 'number' ? (this.reached.get(walls)?.get(-mark) ?? []) : [],
        );
        return `${walls}: ${this.cellsFor(mutant, walls).length} cells differ, ${without.length} not`;
      })
      .join('; ');
  }

  private async kills(
    mutant: Mutant,
    arena: Arena,
    walls: Walls,
    cells: readonly Cell[],
  ): Promise<{ is: boolean; isClean: boolean }> {
    const isRed = (red: Red) => news([red], walls, false).length > 0;
    try {
      await mutant.on(arena);
      const { reds } = await runCells(arena, { cells, stopAt: isRed });
      await mutant.off(arena);
      return { is: reds.some(isRed), isClean: (await arena.changes()).length === 0 };
    } catch {
      // The server is no more.
      return { is: true, isClean: false };
    }
  }
}

async function mutantsOfSource(folder: string): Promise<{ mutants: Mutant[]; more: More }> {
  const sources: Record<string, string> = {};
  const mutants: Mutant[] = [];
  let last = 0;
  for (const [file, { behind, names }] of Object.entries(guards)) {
    const path = join(root, `${file}.js`);
    const { text, changes } = instrumented(await readFile(path, 'utf8'), names, () => ++last);
    sources[pathToFileURL(path).href] = text;
    for (const { number, within, from, to } of changes)
      mutants.push({
        name: `${file} ${within} «${short(from)}» → «${short(to)}»`,
        walls: behind,
        marks: [number],
        on: ({ house }) => house.mutate(number),
        off: ({ house }) => house.mutate(0),
      });
  }
  const file = join(folder, 'sources.json');
  await writeFile(file, JSON.stringify(sources));
  const loading = pathToFileURL(join(import.meta.dirname, 'loading.mjs')).href;
  return { mutants, more: { imports: [loading], env: { MATRIX_MUTANTS: file, MATRIX_READ: readable.join() } } };
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 110 ? `${line.slice(0, 107)}...` : line;
}

/** The mutants of the second wall that are SQL. */
async function breachesIn(ground: Ground): Promise<Breach[]> {
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
async function mutantsOfRows(ground: Ground, breaches: readonly Breach[], reached: Reached): Promise<Mutant[]> {
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
