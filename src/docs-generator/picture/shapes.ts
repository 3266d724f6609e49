import type { Line } from './text.js';

/** A point of the picture, from its upper left corner. */
export type Point = readonly [x: number, y: number];

/** What a picture is made of. Texts are placed by the middle of their line. */
export type Shape =
  | {
      readonly kind: 'box';
      readonly at: Point;
      readonly width: number;
      readonly height: number;
      readonly form: 'state' | 'final' | 'frame' | 'pill';
    }
  | { readonly kind: 'text'; readonly at: Point; readonly line: Line }
  | { readonly kind: 'dot'; readonly at: Point }
  | {
      readonly kind: 'path';
      readonly points: readonly Point[];
      readonly dashed: boolean;
      readonly arrow: boolean;
      /** Edges that come together share a hue; null for the plain ones. */
      readonly hue: number | null;
    };

/** Shapes with the room they take. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
}

/** The same shapes elsewhere. */
export function moved(shapes: readonly Shape[], dx: number, dy: number): Shape[] {
  const shift = ([x, y]: Point): Point => [x + dx, y + dy];
  return shapes.map((shape) =>
    shape.kind === 'path' ? { ...shape, points: shape.points.map(shift) } : { ...shape, at: shift(shape.at) },
  );
}
