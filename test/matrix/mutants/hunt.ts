import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Arena, type More } from '../arena.js';
import type { Cell } from '../cells/cell.js';
import { news } from '../expected/open.js';
import type { Ground } from '../ground/ground.js';
import type { Walls } from '../ground/house.js';
import { pairwise, withoutLikes } from '../pairs.js';
import { behindPolicy, breachesIn, mutantsOfRows } from './breaches.js';
import { isKnown, isWanted, spared, staleOf } from './known.js';
import { numbered, type ReachedBehind } from './mutant.js';
import { Party } from './party.js';
import { probe, type Reached } from './probing.js';
import { mutantsOfSource } from './sources.js';

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
      ...spared(names),
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
      const { reached, reds } = await probe(arena, cells);
      // What is red without any mutant would kill them all.
      const [first] = news(reds, walls, false);
      if (first !== undefined) throw new Error(`without any mutant: ${first}`);
      return [walls, reached] as const;
    } finally {
      await arena.close();
    }
  };
  if (parallel > 1) return new Map(await Promise.all(needed.map(one)));
  const all = new Map<Walls, Reached>();
  for (const walls of needed) all.set(...(await one(walls)));
  return all;
}

/** The pairs first, as they find most; then every other decision once. */
function inOrder(cells: readonly Cell[]): Cell[] {
  const first = new Set(pairwise(cells));
  const isPastDoor = ({ expected }: Cell) => expected !== 401 && expected !== 403;
  return [...first, ...withoutLikes(cells.filter((cell) => !first.has(cell) && isPastDoor(cell)))];
}
