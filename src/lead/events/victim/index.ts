import type { EventDefinition } from '../../../engine/definition/index.js';
import { victimRectified } from '../rectified.js';
import { contacted } from './contacted.js';
import { familyContacted } from './family-contacted.js';
import { identified } from './identified.js';
import { persuaded } from './persuaded.js';
import { refused } from './refused.js';
import { reportLinked } from './report-linked.js';
import { reportTaken } from './report-taken.js';
import { verified } from './verified.js';

/** Events of a victim, in the order in which they usually come. */
export const victimEvents: readonly EventDefinition[] = [
  identified,
  contacted,
  verified,
  reportLinked,
  reportTaken,
  persuaded,
  refused,
  familyContacted,
  victimRectified,
];
