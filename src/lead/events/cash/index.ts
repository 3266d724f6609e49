import type { EventDefinition } from '../../../engine/definition/index.js';
import { cashRectified } from '../rectified.js';
import { cashDeeds } from './deeds.js';

/** Events of cash in the hand, in the order in which they usually come. */
export const cashEvents: readonly EventDefinition[] = [...Object.values(cashDeeds), cashRectified];
