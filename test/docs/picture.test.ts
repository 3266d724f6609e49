import { describe, expect, test } from '@jest/globals';
import { currentLead as lead } from '../../src/cases/definitions.js';
import { readChart } from '../../src/docs-generator/chart.js';
import { staying } from '../../src/docs-generator/mermaid.js';
import type { Words } from '../../src/docs-generator/picture/cards.js';
import { drawingOf, picture } from '../../src/docs-generator/picture/picture.js';
import type { Drawing, Point, Shape } from '../../src/docs-generator/picture/shapes.js';
import { lineWidth } from '../../src/docs-generator/picture/text.js';
import { wordsFor } from '../../src/docs-generator/statecharts-page.js';
import { final, statechart, stays, to, waits } from '../../src/engine/definition/index.js';
import { stateNames } from '../../src/lead/state-names.js';

const plain: Words = { state: () => undefined, event: (type) => `«${type}»`, limit: () => undefined };
const why = { zh: '等', en: 'waits' };
const parcel = {
  id: 'parcel',
  states: {
    new: { on: { 'parcel.flagged': to('held') } },
    held: {
      id: 'held',
      after: { opening: {}, carriage: 'gone' },
      on: { 'parcel.noted': stays, 'parcel.opened': to('opened'), 'parcel.sent': to('sent') },
    },
    sent: waits(why, { 'parcel.back': to('held') }),
    opened: final,
    gone: final,
  },
};

const paths = ({ shapes }: Drawing) => shapes.filter((shape) => shape.kind === 'path');
const texts = ({ shapes }: Drawing) => shapes.filter((shape) => shape.kind === 'text');
const boxes = ({ shapes }: Drawing) => shapes.filter((shape) => shape.kind === 'box');
const words = (drawing: Drawing) => texts(drawing).flatMap(({ line }) => line.map((run) => run.text));

describe('a picture', () => {
  const drawing = drawingOf(readChart(statechart(parcel)), plain);

  test('shows each state once, final ones with a double border', () => {
    for (const state of Object.keys(parcel.states))
      expect(words(drawing).filter((word) => word === state)).toEqual([state]);
    expect(
      boxes(drawing)
        .map((box) => box.form)
        .sort(),
    ).toEqual(['final', 'final', 'state', 'state', 'state']);
  });

  test('names what leads on, and leaves out what moves nothing', () => {
    expect(words(drawing)).toEqual(expect.arrayContaining(['parcel.opened', '«parcel.opened»', 'carriage', 'opening']));
    expect(words(drawing)).not.toContain('parcel.noted');
  });

  test('dashes clocks, and only them', () => {
    // A stub and a way for the clock that leads on, a turn for the one that only alarms.
    expect(paths(drawing).filter((path) => path.dashed)).toHaveLength(3);
  });

  test('gives the same bytes every time and fits into a document', () => {
    const chart = readChart(statechart(parcel));
    expect(picture(chart, plain)).toBe(picture(chart, plain));
    expect(picture(chart, plain)).not.toMatch(/<script|href|url\(h/);
  });
});

describe.each(Object.entries(lead.machines))('the picture of %s', (kind, machine) => {
  const chart = readChart(machine);
  const drawing = drawingOf(chart, wordsFor(lead, stateNames[kind] ?? {}));

  test('is no wider than a page', () => {
    expect(drawing.width).toBeLessThan(860);
  });

  test('names every event that leads on', () => {
    const moving = [...lead.events.keys()].filter((type) => JSON.stringify(chart).includes(`"event":"${type}"`));
    const still = new Set(staying(chart).flatMap(({ events }) => events));
    const shown = new Set(words(drawing));
    expect(moving.filter((type) => !shown.has(type) && !still.has(type))).toEqual([]);
  });

  test('puts no word over another, no edge through a word, and no box over a box', () => {
    const rooms = texts(drawing).map(roomOf);
    const clashes = rooms.flatMap((one, i) =>
      rooms
        .slice(i + 1)
        .filter((other) => overlap(one, other))
        .map((other) => [one, other]),
    );
    expect(clashes).toEqual([]);
    const cut = paths(drawing)
      .flatMap(segments)
      .flatMap((segment) => rooms.filter((room) => overlap(segment, room)));
    expect(cut.map((room) => room.name)).toEqual([]);
    const solid = boxes(drawing)
      .filter((box) => box.form !== 'frame')
      .map(boxRoom);
    expect(solid.flatMap((one, i) => solid.slice(i + 1).filter((other) => overlap(one, other)))).toEqual([]);
  });
});

interface Room {
  readonly name: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function roomOf({ at: [x, y], line }: Extract<Shape, { kind: 'text' }>): Room {
  const name = line.map((run) => run.text).join(' ');
  return { name, left: x, right: x + lineWidth(line), top: y - 6, bottom: y + 6 };
}

function boxRoom({ at: [x, y], width, height }: Extract<Shape, { kind: 'box' }>): Room {
  return { name: 'box', left: x, right: x + width, top: y, bottom: y + height };
}

function segments({ points }: { readonly points: readonly Point[] }): Room[] {
  return points.slice(1).map(([x, y], i) => {
    const [fromX, fromY] = points[i] ?? [x, y];
    return {
      name: 'edge',
      left: Math.min(x, fromX),
      right: Math.max(x, fromX) + 0.1,
      top: Math.min(y, fromY),
      bottom: Math.max(y, fromY) + 0.1,
    };
  });
}

function overlap(one: Room, other: Room): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
