import type { EventDefinition } from '../../../engine/definition/index.js';
import { parcelRectified } from '../rectified.js';
import { carrierHeld } from './carrier-held.js';
import { delivered } from './delivered.js';
import { flagged } from './flagged.js';
import { opened } from './opened.js';
import { seizureApproved } from './seizure-approved.js';

/** Events of a parcel, in the order in which they usually come. */
export const parcelEvents: readonly EventDefinition[] = [
  flagged,
  carrierHeld,
  seizureApproved,
  opened,
  delivered,
  parcelRectified,
];
