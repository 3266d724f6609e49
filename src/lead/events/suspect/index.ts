import type { EventDefinition } from '../../../engine/definition/index.js';
import { suspectRectified } from '../rectified.js';
import { arrestRequestExtended } from './arrest-request-extended.js';
import { arrestRequested } from './arrest-requested.js';
import { arrested } from './arrested.js';
import { bailed } from './bailed.js';
import { caught } from './caught.js';
import { detained } from './detained.js';
import { dismissed } from './dismissed.js';
import { familyNotified } from './family-notified.js';
import { fled } from './fled.js';
import { handedOver } from './handed-over.js';
import { housed } from './housed.js';
import { identified } from './identified.js';
import { interviewed } from './interviewed.js';
import { questioned } from './questioned.js';
import { questioningExtended } from './questioning-extended.js';
import { reclassified } from './reclassified.js';
import { released } from './released.js';
import { summoned } from './summoned.js';
import { wanted } from './wanted.js';

/** Events of a suspect, in the order in which they usually come. */
export const suspectEvents: readonly EventDefinition[] = [
  identified,
  caught,
  questioned,
  questioningExtended,
  summoned,
  detained,
  housed,
  familyNotified,
  interviewed,
  arrestRequested,
  arrestRequestExtended,
  arrested,
  bailed,
  released,
  fled,
  wanted,
  handedOver,
  reclassified,
  dismissed,
  suspectRectified,
];
