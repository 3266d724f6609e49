import type { Card } from './cards.js';
import type { Entry, Exit, Place } from './column.js';
import { lineWidth } from './text.js';

/** A final state at the right of the lanes. */
export interface End {
  readonly card: Card;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly entries: readonly Entry[];
}

const height = 38;
const gap = 9;

/** Places the final states near the height of what leads to them, apart from each other and from other edges. */
export function endsOf(finals: readonly Card[], places: readonly Place[]): End[] {
  const exits = places.flatMap((place) => place.exits);
  const wanted = finals
    .map((card, order) => ({ card, order, sources: exits.filter((exit) => exit.row.target === card.id) }))
    .map((one) => ({ ...one, middle: mean(one.sources) }))
    .sort((one, other) => one.middle - other.middle || one.order - other.order);
  const ends: End[] = [];
  let free = 22;
  for (const { card, sources, middle } of wanted) {
    const others = exits.filter(
      (exit) => exit.row.target !== card.id && finals.some(({ id }) => id === exit.row.target),
    );
    const end = endAt(card, sources, Math.max(free, Number.isFinite(middle) ? middle - height / 2 : free), others);
    ends.push(end);
    free = end.y + height + gap;
  }
  return ends;
}

/** A little lower where an edge to another final state would run into its own. */
function endAt(card: Card, sources: readonly Exit[], from: number, others: readonly Exit[]): End {
  const kinds = [false, true].filter((clock) => sources.some((exit) => exit.row.clock === clock));
  for (let y = Math.round(from); ; y++) {
    const entries = kinds.map((clock, i) => ({ clock, y: y + height / 2 + (kinds.length > 1 ? 12 * i - 6 : 0) }));
    const clear = entries.every((entry) => others.every((exit) => Math.abs(exit.y - entry.y) > 4));
    if (clear || y > from + 400) return { card, y, width: widthOf(card), height, entries };
  }
}

function widthOf({ name, alias }: Card): number {
  return Math.ceil(Math.max(lineWidth(name), lineWidth(alias ?? [])) + 22);
}

function mean(exits: readonly Exit[]): number {
  return exits.length === 0 ? Number.POSITIVE_INFINITY : exits.reduce((sum, exit) => sum + exit.y, 0) / exits.length;
}
