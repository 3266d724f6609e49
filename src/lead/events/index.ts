import type { EventDefinition } from '../../engine/definition/index.js';
import { accountEvents } from './account/index.js';
import { cashEvents } from './cash/index.js';
import { claimEvents } from './claim/index.js';
import { complaintEvents } from './complaint/index.js';
import { evidenceEvents } from './evidence/index.js';
import { goldEvents } from './gold/index.js';
import { holdEvents } from './hold/index.js';
import { leadEvents } from './lead/index.js';
import { parcelEvents } from './parcel/index.js';
import { returnEvents } from './return/index.js';
import { suspectEvents } from './suspect/index.js';
import { transferEvents } from './transfer/index.js';
import { victimEvents } from './victim/index.js';

/** The catalogue: every event of the lead by its type. Their order is the order of lists and documents. */
export const events: ReadonlyMap<string, EventDefinition> = new Map(
  [
    ...leadEvents,
    ...holdEvents,
    ...accountEvents,
    ...cashEvents,
    ...goldEvents,
    ...parcelEvents,
    ...suspectEvents,
    ...victimEvents,
    ...claimEvents,
    ...returnEvents,
    ...transferEvents,
    ...complaintEvents,
    ...evidenceEvents,
  ].map((event) => [event.type, event]),
);
