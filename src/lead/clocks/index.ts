import type { ClockDefinition } from '../../engine/definition/index.js';
import { accountClocks } from './account.js';
import { complaintClocks } from './complaint.js';
import { evidenceClocks } from './evidence.js';
import { holdClocks } from './hold.js';
import { leadClocks } from './lead.js';
import { parcelClocks } from './parcel.js';
import { returnClocks } from './return.js';
import { suspectClocks } from './suspect.js';
import { thingClocks } from './thing.js';
import { transferClocks } from './transfer.js';
import { victimClocks } from './victim.js';

/** Every clock of the lead by name. The law's run from the deed or a named fact, service levels from the recording. */
export const clocks: ReadonlyMap<string, ClockDefinition> = new Map(
  [
    ...leadClocks,
    ...holdClocks,
    ...accountClocks,
    ...thingClocks,
    ...parcelClocks,
    ...suspectClocks,
    ...victimClocks,
    ...transferClocks,
    ...returnClocks,
    ...complaintClocks,
    ...evidenceClocks,
  ].map((clock) => [clock.name, clock]),
);
