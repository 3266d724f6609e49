import type { EventDefinition } from '../../../engine/definition/index.js';
import { leadRectified } from '../rectified.js';
import { accepted } from './accepted.js';
import { acknowledged } from './acknowledged.js';
import { alarmAcknowledged } from './alarm-acknowledged.js';
import { alarmRaised } from './alarm-raised.js';
import { arrived } from './arrived.js';
import { classified } from './classified.js';
import { concluded } from './concluded.js';
import { declined } from './declined.js';
import { dispatched } from './dispatched.js';
import { erasureApproved } from './erasure-approved.js';
import { erasureProposed } from './erasure-proposed.js';
import { erasureRefused } from './erasure-refused.js';
import { feedbackAcknowledged } from './feedback-acknowledged.js';
import { feedbackSent } from './feedback-sent.js';
import { filed } from './filed.js';
import { filingDeclined } from './filing-declined.js';
import { filingExtended } from './filing-extended.js';
import { filingRevoked } from './filing-revoked.js';
import { infoRequested } from './info-requested.js';
import { infoSupplied } from './info-supplied.js';
import { legalHoldLifted, legalHoldPlaced } from './legal-hold.js';
import { linked } from './linked.js';
import { noted } from './noted.js';
import { personalDataErased } from './personal-data-erased.js';
import { recordedInError } from './recorded-in-error.js';
import { reopened } from './reopened.js';
import { reported } from './reported.js';
import { subjectLeft } from './subject-left.js';
import { supplemented } from './supplemented.js';
import { supportRequested } from './support-requested.js';
import { takenOver } from './taken-over.js';
import { unlinked } from './unlinked.js';
import { withdrawn } from './withdrawn.js';

/** Events of the spine, in the order in which they usually come. */
export const leadEvents: readonly EventDefinition[] = [
  reported,
  supplemented,
  acknowledged,
  linked,
  unlinked,
  infoRequested,
  infoSupplied,
  dispatched,
  supportRequested,
  accepted,
  declined,
  arrived,
  subjectLeft,
  classified,
  withdrawn,
  filed,
  filingDeclined,
  filingExtended,
  filingRevoked,
  feedbackSent,
  feedbackAcknowledged,
  concluded,
  noted,
  alarmRaised,
  alarmAcknowledged,
  takenOver,
  leadRectified,
  recordedInError,
  reopened,
  legalHoldPlaced,
  legalHoldLifted,
  erasureProposed,
  erasureApproved,
  erasureRefused,
  personalDataErased,
];
