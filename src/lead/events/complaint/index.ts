import type { EventDefinition } from '../../../engine/definition/index.js';
import { complaintRectified } from '../rectified.js';
import { answered } from './answered.js';
import { opened } from './opened.js';

/** Events of a complaint, in the order in which they come. */
export const complaintEvents: readonly EventDefinition[] = [opened, answered, complaintRectified];
