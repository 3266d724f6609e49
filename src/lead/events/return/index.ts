import type { EventDefinition } from '../../../engine/definition/index.js';
import { returnRectified } from '../rectified.js';
import { announced } from './announced.js';
import { approved } from './approved.js';
import { corrected } from './corrected.js';
import { executed } from './executed.js';
import { noticeServed } from './notice-served.js';
import { objected } from './objected.js';
import { objectionResolved } from './objection-resolved.js';
import { proposed } from './proposed.js';
import { rejected } from './rejected.js';
import { withdrawn } from './withdrawn.js';

/** Events of a return, in the order in which they usually come. */
export const returnEvents: readonly EventDefinition[] = [
  proposed,
  announced,
  objected,
  objectionResolved,
  approved,
  rejected,
  noticeServed,
  corrected,
  executed,
  withdrawn,
  returnRectified,
];
