import type { Cell, Expected } from './cells/cell.js';
import { rolesOf } from './expected/principals.js';

/**
 * A selection in which every two values that meet in some cell still meet in one: family of operations, caller, relation,
 * place and what is expected, by pairs; and every operation at least once for somebody who gets past the door. Greedy, in
 * an order that is always the same.
 */
export function pairwise(cells: readonly Cell[]): Cell[] {
  const met = new Set<string>();
  return scattered(cells).filter((cell) => {
    const fresh = pairsOf(cell).filter((pair) => !met.has(pair));
    for (const pair of fresh) met.add(pair);
    return fresh.length > 0;
  });
}

/** Of cells in which nothing differs but which of several like operations is asked, one. */
export function withoutLikes(cells: readonly Cell[]): Cell[] {
  const met = new Set<string>();
  return scattered(cells).filter(({ family, who, relation, place, expected, ask }) => {
    const part = /(?<="part":")\w+-\d+|[a-z]+-\d+$/.exec(String(ask.body ?? ask.path))?.[0] ?? '';
    const query = ask.path.split('?')[1] ?? '';
    const path = relation === 'none' ? ask.path : ask.path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, '');
    const kind = ask.method === 'GET' ? family + path : family;
    const name = [kind, who, relation, place, expected, part, query].join();
    const isNew = !met.has(name);
    met.add(name);
    return isNew;
  });
}

function pairsOf({ operation, family, who, relation, place, expected }: Cell): string[] {
  // At the door only the roles count.
  if (isAtDoor(expected)) return [`f ${family} × ${rolesOf(who).join('+') || who}`, `w ${who} × r ${relation}`];
  const values = [`f ${family}`, `w ${who}`, `r ${relation}`, `p ${place}`, `e ${expected}`];
  const pairs = values.flatMap((one, i) => values.slice(i + 1).map((other) => `${one} × ${other}`));
  return [...pairs, `o ${operation}`];
}

function isAtDoor(expected: Expected): boolean {
  return expected === 401 || expected === 403;
}

/** Those who get past the door come first, as they say most; otherwise in no order that has to do with the table's. */
export function scattered(cells: readonly Cell[]): Cell[] {
  let state = 7;
  const next = () => {
    // A linear congruential generator modulo 2³¹ (Park and Miller, 1988).
    state = (state * 48_271) % 2_147_483_647;
    return state;
  };
  const weighed = cells.map((cell) => {
    return { cell, weight: next() + (isAtDoor(cell.expected) ? 2 ** 31 : 0) };
  });
  return weighed.sort((one, other) => one.weight - other.weight).map(({ cell }) => cell);
}
