import type { EventDefinition } from '../../../engine/definition/index.js';
import { cashRectified } from '../rectified.js';
import { announced } from './announced.js';
import { custodyAccepted } from './custody-accepted.js';
import { handedBack } from './handed-back.js';
import { lost } from './lost.js';
import { secured } from './secured.js';
import { seized } from './seized.js';
import { seizureApproved } from './seizure-approved.js';
import { sentWithCase } from './sent-with-case.js';
import { sought } from './sought.js';
import { toTreasury } from './to-treasury.js';
import { unrelated } from './unrelated.js';

/** Events of cash in the hand, in the order in which they usually come. */
export const cashEvents: readonly EventDefinition[] = [
  sought,
  secured,
  seizureApproved,
  seized,
  custodyAccepted,
  unrelated,
  handedBack,
  sentWithCase,
  announced,
  toTreasury,
  lost,
  cashRectified,
];
