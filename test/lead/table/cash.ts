import { thing } from './thing.js';

export const cash = thing('cash');
