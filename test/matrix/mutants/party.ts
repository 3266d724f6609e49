import { Arena, type More } from '../arena.js';
import type { Cell } from '../cells/cell.js';
import { news } from '../expected/open.js';
import type { Ground } from '../ground/ground.js';
import type { Walls } from '../ground/house.js';
import { type Red, runCells } from '../run.js';
import type { Mutant, ReachedBehind } from './mutant.js';

/** Those who hunt: each with servers of their own, from mutant to mutant. */
export class Party {
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
