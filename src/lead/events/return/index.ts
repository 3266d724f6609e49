import type { EventDefinition } from '../../../engine/definition/index.js';
import { returnRectified } from '../rectified.js';
import { approved } from './approved.js';
import { executed } from './executed.js';
import { proposed } from './proposed.js';
import { rejected } from './rejected.js';
import { withdrawn } from './withdrawn.js';

/** Events of a return, in the order in which they usually come. */
export const returnEvents: readonly EventDefinition[] = [
  proposed,
  approved,
  rejected,
  executed,
  withdrawn,
  returnRectified,
];
