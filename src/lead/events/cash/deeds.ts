import { Fen } from '../../../engine/definition/index.js';
import { deedsOf } from '../thing/deeds.js';
import { secured } from './secured.js';

/** Cash in the hand, counted in fen. */
export const cashDeeds = deedsOf(
  { kind: 'cash', name: { zh: '现金', en: 'cash' }, Quantity: Fen, example: '20000000' },
  secured,
);
