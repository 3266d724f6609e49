import type { EventDefinition } from '../../../engine/definition/index.js';
import { accountRectified } from '../rectified.js';
import { emptied } from './emptied.js';
import { leftAlone } from './left-alone.js';
import { located } from './located.js';
import { stopPaid } from './stop-paid.js';
import { stopPayOrdered } from './stop-pay-ordered.js';
import { stopPayRefused } from './stop-pay-refused.js';
import { unfreezeOrdered } from './unfreeze-ordered.js';
import { unfrozen } from './unfrozen.js';

/** Events of money in an account, in the order in which they usually come. */
export const accountEvents: readonly EventDefinition[] = [
  located,
  stopPayOrdered,
  stopPaid,
  stopPayRefused,
  unfreezeOrdered,
  unfrozen,
  leftAlone,
  emptied,
  accountRectified,
];
