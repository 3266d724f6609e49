import type { Card, Level } from './cards.js';
import { type Column, columnOf, downX, type Exit, type Place } from './column.js';
import { type End, endsOf } from './ends.js';
import { frames } from './frames.js';
import { assign, type Lane } from './lanes.js';
import { type Drawing, moved, type Point, type Shape } from './shapes.js';
import { lineHeight } from './text.js';

const step = 11;

/** Everything that leads to one state over a lane: by events, or by clocks. */
interface Bundle {
  readonly hue: number;
  readonly clock: boolean;
  readonly exits: readonly Exit[];
  /** Where it arrives. */
  readonly y: number;
  readonly x: 'left' | 'right';
  readonly lane: Lane;
}

/** PURE. A level drawn: states in a column, final ones at the right, and between them a lane for each target. */
export function drawLevel(level: Level): Drawing {
  const column = columnOf(level, (levels) => frames(levels, drawLevel));
  const ends = endsOf(
    level.cards.filter((card) => card.final),
    column.places,
  );
  const inward = column.places.flatMap((place, i) => arriving(place, i, column));
  const outward = ends.flatMap((end, i) => leaving(end, column.places.length + i, column));
  const first = column.right + 8;
  const middle = first + assign(inward.map((bundle) => bundle.lane)) * step;
  const crooked = outward.filter((bundle) => bundle.lane.top !== bundle.lane.bottom);
  const last = middle + assign(crooked.map((bundle) => bundle.lane)) * step;
  const rightX = ends.length > 0 ? last + 10 : last;
  const box = Math.max(0, ...ends.map((end) => end.width));
  const shapes = [
    ...inward.flatMap((bundle) => wires(bundle, column, first, arrival(column, bundle))),
    ...outward.flatMap((bundle) => wires(bundle, column, middle, rightX)),
    ...column.places.flatMap((place, i) => drawPlace(place, column, column.places[i + 1])),
    ...ends.flatMap((end) => drawEnd(end, rightX, box)),
    ...start(column),
  ];
  const height = Math.max(column.height, ...ends.map((end) => end.y + end.height));
  return { width: rightX + box, height, shapes };
}

function arriving(place: Place, hue: number, column: Column): Bundle[] {
  return place.entries.map(({ clock, y }) => {
    const exits = exitsTo(place.card, column, clock);
    return { hue, clock, exits, y, x: 'left', lane: laneOf(exits, y) };
  });
}

function leaving(end: End, hue: number, column: Column): Bundle[] {
  return end.entries.map(({ clock, y }) => {
    const exits = exitsTo(end.card, column, clock);
    return { hue, clock, exits, y, x: 'right', lane: laneOf(exits, y) };
  });
}

function exitsTo(card: Card, column: Column, clock: boolean): Exit[] {
  const all = column.places.flatMap((place) => place.exits);
  return all.filter((exit) => !exit.down && exit.row.target === card.id && exit.row.clock === clock);
}

function laneOf(exits: readonly Exit[], y: number): Lane {
  const ys = [...exits.map((exit) => exit.y), y];
  return { top: Math.min(...ys), bottom: Math.max(...ys), track: 0 };
}

/** Frames reach as far as what they hold. */
function arrival(column: Column, { y }: Bundle): number {
  const place = column.places.find((one) => one.entries.some((entry) => entry.y === y));
  return place?.inside ? column.right : column.box;
}

function wires({ hue, clock, exits, y, lane }: Bundle, column: Column, from: number, to: number): Shape[] {
  const x = from + lane.track * step;
  const wire = (points: readonly Point[], arrow: boolean): Shape => ({
    kind: 'path',
    points,
    arrow,
    dashed: clock,
    hue,
  });
  return exits.map((exit) => {
    const begin: Point = [column.labels + exit.first + 6, exit.y];
    // What lies on one line needs no lane.
    return exit.y === y ? wire([begin, [to, y]], true) : wire([begin, [x, exit.y], [x, y], [to, y]], true);
  });
}

function drawPlace(place: Place, column: Column, next: Place | undefined): Shape[] {
  const { card, y, height, inside, exits } = place;
  const width = inside ? column.right : column.box;
  const frame: Shape[] = [{ kind: 'box', at: [0, y], width, height, form: inside ? 'frame' : 'state' }];
  return [
    ...frame,
    { kind: 'text', at: [10, y + 13], line: card.name },
    ...(card.alias ? [{ kind: 'text' as const, at: [10, y + 28] as const, line: card.alias }] : []),
    ...(inside ? moved(inside.drawing.shapes, 10, y + inside.below) : []),
    ...exits.flatMap((exit) => drawExit(exit, place, column)),
    ...(next && exits.some((exit) => exit.down) ? [straightDown(place, next)] : []),
  ];
}

function drawExit(exit: Exit, { inside }: Place, column: Column): Shape[] {
  const { row, y, down } = exit;
  const x = down ? downX : column.labels;
  const texts = row.lines.map((line, i): Shape => ({ kind: 'text', at: [x, y + i * lineHeight], line }));
  if (down) return texts;
  const from = inside ? column.labels - 12 : column.box;
  const plain = { kind: 'path', dashed: row.clock, hue: null } as const;
  if (row.target !== undefined)
    return [
      {
        ...plain,
        points: [
          [from, y],
          [column.labels - 5, y],
        ],
        arrow: false,
      },
      ...texts,
    ];
  // Back to its own state.
  const turn = column.labels - 7;
  return [
    {
      ...plain,
      points: [
        [from, y - 4],
        [turn, y - 4],
        [turn, y + 4],
        [from, y + 4],
      ],
      arrow: true,
    },
    ...texts,
  ];
}

function straightDown(place: Place, next: Place): Shape {
  const x = 22;
  return {
    kind: 'path',
    points: [
      [x, place.y + place.height],
      [x, next.y],
    ],
    dashed: false,
    arrow: true,
    hue: null,
  };
}

function drawEnd({ card, y, height }: End, x: number, width: number): Shape[] {
  return [
    { kind: 'box', at: [x, y], width, height, form: 'final' },
    { kind: 'text', at: [x + 11, y + (card.alias ? 12 : height / 2)], line: card.name },
    ...(card.alias ? [{ kind: 'text' as const, at: [x + 11, y + 26] as const, line: card.alias }] : []),
  ];
}

function start({ places }: Column): Shape[] {
  const [first] = places;
  if (!first) return [];
  return [
    { kind: 'dot', at: [22, 5] },
    {
      kind: 'path',
      points: [
        [22, 5],
        [22, first.y],
      ],
      dashed: false,
      arrow: true,
      hue: null,
    },
  ];
}
