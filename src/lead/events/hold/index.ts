import type { EventDefinition } from '../../../engine/definition/index.js';
import { holdRectified } from '../rectified.js';
import { extended } from './extended.js';
import { released } from './released.js';
import { started } from './started.js';
import { told } from './told.js';

/** Events of a delayed payment, in the order in which they usually come. */
export const holdEvents: readonly EventDefinition[] = [started, extended, told, released, holdRectified];
