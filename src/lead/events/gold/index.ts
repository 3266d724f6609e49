import type { EventDefinition } from '../../../engine/definition/index.js';
import { goldRectified } from '../rectified.js';
import { assayed } from './assayed.js';
import { goldDeeds } from './deeds.js';
import { valued } from './valued.js';

/** Events of gold in the hand, in the order in which they usually come. */
export const goldEvents: readonly EventDefinition[] = [...Object.values(goldDeeds), assayed, valued, goldRectified];
