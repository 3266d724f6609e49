import type { EventDefinition } from '../../../engine/definition/index.js';
import { announced } from './announced.js';
import { custodyAccepted } from './custody-accepted.js';
import { handedBack } from './handed-back.js';
import { lost } from './lost.js';
import { seized } from './seized.js';
import { seizureApproved } from './seizure-approved.js';
import { sentWithCase } from './sent-with-case.js';
import { sought } from './sought.js';
import type { Thing } from './thing.js';
import { toTreasury } from './to-treasury.js';
import { unrelated } from './unrelated.js';

/** What is recorded of a kind of thing, in the order in which it usually comes. */
export type Deeds = ReturnType<typeof deedsOf>;

/** The events of a kind of thing; how it is secured it says itself. */
export function deedsOf(thing: Thing, secured: EventDefinition) {
  return {
    sought: sought(thing),
    secured,
    seizureApproved: seizureApproved(thing),
    seized: seized(thing),
    custodyAccepted: custodyAccepted(thing),
    unrelated: unrelated(thing),
    handedBack: handedBack(thing),
    sentWithCase: sentWithCase(thing),
    announced: announced(thing),
    toTreasury: toTreasury(thing),
    lost: lost(thing),
  };
}
