import type { Expectations } from '../../engine/table/expectations.js';
import { account } from './account.js';
import { cash } from './cash.js';
import { claim } from './claim.js';
import { complaint } from './complaint.js';
import { evidence } from './evidence.js';
import { gold } from './gold.js';
import { hold } from './hold.js';
import { lead } from './lead.js';
import { parcel } from './parcel.js';
import { restitution } from './return.js';
import { suspect } from './suspect.js';
import { transfer } from './transfer.js';
import { victim } from './victim.js';

/** What is expected of every kind of part of a lead. */
export const leadTable: readonly Expectations[] = [
  lead,
  hold,
  account,
  cash,
  gold,
  parcel,
  suspect,
  victim,
  claim,
  restitution,
  transfer,
  complaint,
  evidence,
];
