import type { EventDefinition } from '../../../engine/definition/index.js';
import { evidenceRectified } from '../rectified.js';
import { promised } from './promised.js';
import { received } from './received.js';
import { scanned } from './scanned.js';
import { withdrawn } from './withdrawn.js';

/** Events of a file, in the order in which they come. */
export const evidenceEvents: readonly EventDefinition[] = [promised, received, scanned, withdrawn, evidenceRectified];
