import type { EventDefinition } from '../../../engine/definition/index.js';
import { accountRectified } from '../rectified.js';
import { emptied } from './emptied.js';
import { freezeOrdered } from './freeze-ordered.js';
import { freezeQueued } from './freeze-queued.js';
import { freezeRefused } from './freeze-refused.js';
import { freezeRenewed } from './freeze-renewed.js';
import { freezeRequested } from './freeze-requested.js';
import { frozen } from './frozen.js';
import { leftAlone } from './left-alone.js';
import { located } from './located.js';
import { renewalOrdered } from './renewal-ordered.js';
import { sentWithCase } from './sent-with-case.js';
import { stopPaid } from './stop-paid.js';
import { stopPayOrdered } from './stop-pay-ordered.js';
import { stopPayRefused } from './stop-pay-refused.js';
import { traced } from './traced.js';
import { unfreezeOrdered } from './unfreeze-ordered.js';
import { unfrozen } from './unfrozen.js';

/** Events of money in an account, in the order in which they usually come. */
export const accountEvents: readonly EventDefinition[] = [
  located,
  stopPayOrdered,
  stopPaid,
  stopPayRefused,
  freezeRequested,
  freezeOrdered,
  freezeRefused,
  frozen,
  freezeQueued,
  renewalOrdered,
  freezeRenewed,
  traced,
  sentWithCase,
  unfreezeOrdered,
  unfrozen,
  leftAlone,
  emptied,
  accountRectified,
];
