import { thing } from './thing.js';

/** Cash in the hand, counted in fen. */
export const cash = thing('cash');
