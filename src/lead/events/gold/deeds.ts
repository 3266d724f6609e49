import { Milligrams } from '../../../engine/definition/index.js';
import { deedsOf } from '../thing/deeds.js';
import { secured } from './secured.js';

/** What gold has in common with cash, weighed in milligrams. */
export const goldDeeds = deedsOf(
  { kind: 'gold', name: { zh: '黄金', en: 'gold' }, Quantity: Milligrams, example: '135000' },
  secured,
);
