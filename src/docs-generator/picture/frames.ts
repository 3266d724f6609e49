import type { Card, Level } from './cards.js';
import { type Drawing, moved, type Shape } from './shapes.js';
import { lineWidth } from './text.js';

const widest = 560;
const between = 12;
const heading = 26;

/** Levels that run side by side, each in its frame, as many in a row as there is room for. */
export function frames(levels: readonly Level[], draw: (level: Level) => Drawing, most = widest): Drawing {
  const shapes: Shape[] = [];
  let [x, y, tallest, width] = [0, 0, 0, 0];
  for (const frame of levels.map((level) => framed(level, draw))) {
    if (x > 0 && x + frame.width > most) [x, y, tallest] = [0, y + tallest + between, 0];
    shapes.push(...moved(frame.shapes, x, y));
    x += frame.width + between;
    tallest = Math.max(tallest, frame.height);
    width = Math.max(width, x - between);
  }
  return { width, height: y + tallest, shapes };
}

function framed(level: Level, draw: (level: Level) => Drawing): Drawing {
  const inner = level.mesh ? pills(level.cards) : draw(level);
  const title = level.mesh ? [...level.title, ...level.mesh] : level.title;
  const width = Math.max(inner.width, lineWidth(title)) + 24;
  const height = inner.height + heading + 12;
  return {
    width,
    height,
    shapes: [
      { kind: 'box', at: [0, 0], width, height, form: 'frame' },
      { kind: 'text', at: [12, 14], line: title },
      ...moved(inner.shapes, 12, heading),
    ],
  };
}

/** States of which one is shown at a time, whichever fits. */
function pills(cards: readonly Card[]): Drawing {
  const shapes: Shape[] = [];
  let [x, y, width] = [0, 0, 0];
  for (const { name, alias } of cards) {
    const line = [...name, ...(alias ?? [])];
    const own = Math.ceil(lineWidth(line)) + 18;
    if (x > 0 && x + own > 500) [x, y] = [0, y + 28];
    shapes.push({ kind: 'box', at: [x, y], width: own, height: 22, form: 'pill' });
    shapes.push({ kind: 'text', at: [x + 9, y + 11], line });
    x += own + 8;
    width = Math.max(width, x - 8);
  }
  return { width, height: y + 22, shapes };
}
