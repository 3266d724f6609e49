import type { EventDefinition } from '../../../engine/definition/index.js';
import { claimRectified } from '../rectified.js';
import { disputed } from './disputed.js';
import { filed } from './filed.js';
import { rejected } from './rejected.js';
import { settled } from './settled.js';
import { verified } from './verified.js';

/** Events of a claim, in the order in which they usually come. */
export const claimEvents: readonly EventDefinition[] = [filed, verified, rejected, disputed, settled, claimRectified];
