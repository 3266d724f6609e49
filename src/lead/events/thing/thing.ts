import type { Fen, Sentence } from '../../../engine/definition/index.js';

/** A kind of thing in the hand, as far as what is recorded of it differs from what is recorded of another. */
export interface Thing {
  readonly kind: 'cash' | 'gold';
  readonly name: Sentence;
  /** The field by which a body gives its quantity: fen, or milligrams. */
  readonly Quantity: typeof Fen;
  /** A quantity, for examples. */
  readonly example: string;
}
