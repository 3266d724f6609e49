import type { EventDefinition } from '../../../engine/definition/index.js';
import { transferRectified } from '../rectified.js';
import { acknowledged } from './acknowledged.js';
import { approved } from './approved.js';
import { handedOver } from './handed-over.js';
import { notified } from './notified.js';
import { proposed } from './proposed.js';
import { refused } from './refused.js';

/** Events of a transfer, in the order in which they usually come. */
export const transferEvents: readonly EventDefinition[] = [
  proposed,
  approved,
  handedOver,
  notified,
  acknowledged,
  refused,
  transferRectified,
];
