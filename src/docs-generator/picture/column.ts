import type { Card, Level, Row } from './cards.js';
import type { Drawing } from './shapes.js';
import { lineHeight, lineWidth } from './text.js';

/** A way out with the height at which it is written. */
export interface Exit {
  readonly row: Row;
  readonly y: number;
  readonly width: number;
  /** Width of its first line, from whose end the edge goes on. */
  readonly first: number;
  /** The next box below is its target: it goes straight down. */
  readonly down: boolean;
}

/** Where edges from elsewhere arrive. */
export interface Entry {
  readonly clock: boolean;
  readonly y: number;
}

/** A state that is not final, placed in the column. */
export interface Place {
  readonly card: Card;
  readonly y: number;
  readonly height: number;
  readonly exits: readonly Exit[];
  readonly entries: readonly Entry[];
  /** What runs inside, and how far below the top of the box it begins. */
  readonly inside: { readonly drawing: Drawing; readonly below: number } | null;
}

/** The states that are not final, one below the other. */
export interface Column {
  readonly places: readonly Place[];
  /** Width of a box. */
  readonly box: number;
  /** Where the ways out are written. */
  readonly labels: number;
  /** Right of everything that belongs to the column. */
  readonly right: number;
  readonly height: number;
}

/** How far the states of a column stand apart. */
const gap = 18;
/** Between a box and what is written beside it. */
export const stub = 22;
/** Where the labels of an edge that goes straight down begin. */
export const downX = 34;

/** Places the states of a level, and what is written beside them; `inside` draws what runs inside a state. */
export function columnOf(level: Level, inside: (levels: readonly Level[]) => Drawing): Column {
  const live = level.cards.filter((card) => !card.final);
  const box = Math.ceil(Math.max(92, ...live.map(nameWidth)));
  const insides = new Map(live.flatMap((card) => (card.levels.length > 0 ? [[card.id, inside(card.levels)]] : [])));
  const places: Place[] = [];
  let y = 22;
  for (const [i, card] of live.entries()) {
    const place = placeOf(card, live, i, y, insides.get(card.id));
    places.push(place);
    const downs = place.exits.filter((exit) => exit.down);
    y += place.height + gap + downs.reduce((sum, { row }) => sum + row.lines.length * lineHeight, 0);
  }
  const labels = box + stub;
  const ends = places.flatMap(({ exits, inside }) => [
    ...exits.map((exit) => (exit.down ? downX : labels) + exit.width),
    inside ? inside.drawing.width + 20 : 0,
  ]);
  return { places, box, labels, right: Math.ceil(Math.max(box, ...ends)) + 8, height: y - gap };
}

function nameWidth({ name, alias, levels }: Card): number {
  return levels.length > 0 ? 0 : Math.max(lineWidth(name), lineWidth(alias ?? [])) + 20;
}

function placeOf(card: Card, live: readonly Card[], i: number, y: number, inside: Drawing | undefined): Place {
  const entries = entriesOf(card, live, i).map((clock, k) => ({ clock, y: y + 10 + 13 * k }));
  const next = live[i + 1]?.id;
  const isDown = (row: Row) => !row.clock && row.target !== undefined && row.target === next;
  const exits: Exit[] = [];
  let at = y + 3 + (entries.length > 0 ? 6 + 13 * entries.length : 0);
  const write = (row: Row, down: boolean) => {
    const widths = row.lines.map(lineWidth);
    exits.push({ row, y: at + lineHeight / 2, width: Math.max(0, ...widths), first: widths[0] ?? 0, down });
    at += row.lines.length * lineHeight;
  };
  for (const row of card.rows) if (!isDown(row)) write(row, false);
  const below = Math.max(38, at - y + 3);
  const height = below + (inside ? inside.height + 10 : 0);
  at = y + height + 8;
  for (const row of card.rows) if (isDown(row)) write(row, true);
  return { card, y, height, exits, entries, inside: inside ? { drawing: inside, below } : null };
}

/** One for what events lead here over the lanes, one for clocks. */
function entriesOf(card: Card, live: readonly Card[], i: number): boolean[] {
  const arriving = live.flatMap((other, place) =>
    other.rows.filter((row) => row.target === card.id && (row.clock || place + 1 !== i)),
  );
  return [false, true].filter((clock) => arriving.some((row) => row.clock === clock));
}
