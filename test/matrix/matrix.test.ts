import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Cell } from './cells/cell.js';
import { type Ground, makeGround } from './ground/ground.js';
import { judge, planOf, wallsOfAll } from './matrix.js';

let ground: Ground;
let cells: readonly Cell[];
let gaps: readonly string[];

beforeAll(async () => {
  ground = await makeGround();
  ({ cells, gaps } = await planOf(ground));
}, 120_000);
afterAll(() => ground?.remove());

describe('the access matrix, by pairs', () => {
  it('has a row for every operation, and an operation for every row', () => {
    expect(gaps).toEqual([]);
  });

  it.each(wallsOfAll)(
    'lets nobody see or change what is not theirs (%s)',
    async (walls) => {
      const { tally, news } = await judge(ground, cells, walls, false);
      expect(news).toEqual([]);
      expect(tally.cells).toBeGreaterThan(2_000);
    },
    120_000,
  );
});
