import type { Walls } from '../ground/house.js';
import type { Red } from '../run.js';

/** Something the product does not keep yet. It goes from here when it does: an entry that no cell needs is a fault. */
interface Hole {
  readonly what: string;
  /** Of the cell's name, and of each of its faults. */
  readonly cell: RegExp;
  readonly fault: RegExp;
  /** With which wall away it shows; else always. */
  readonly only?: Walls;
}

export const holes: readonly Hole[] = [
  {
    what: 'Which identities a bank, or a role, is shown in the clear is decided by the policy alone: rows cannot say it (docs/adr/0012)',
    cell: /^(bankReveal · (teller|desk)\.|stationReveal · double\.s3 )/,
    fault: /^200 {2}instead of 403/,
    only: 'policyOff',
  },
];

/** The red cells that no known hole explains; and with all cells asked, the holes that are closed. */
export function news(reds: readonly Red[], walls: Walls, isAll: boolean): string[] {
  const here = holes.filter(({ only }) => only === undefined || only === walls);
  const explains = (hole: Hole, { cell, faults }: Red) =>
    hole.cell.test(cell) && faults.some((fault) => hole.fault.test(fault));
  const isExplained = ({ cell, faults }: Red) =>
    faults.every((fault) => here.some((hole) => hole.cell.test(cell) && hole.fault.test(fault)));
  const closed = isAll ? here.filter((hole) => !reds.some((red) => explains(hole, red))) : [];
  return [
    ...reds
      .filter((red) => !isExplained(red))
      .map(({ cell, faults }) => `${cell}\n    ${faults.map((fault) => fault.slice(0, 2_000)).join('\n    ')}`),
    ...closed.map(({ what }) => `closed, take it out of expected/open.ts: ${what}`),
  ];
}
