import { type CaseFile, isIn, kindOf, type Part } from '../../../src/engine/definition/index.js';
import { progressOf } from '../../../src/lead/parts/standing.js';
import type { Choice } from './choices.js';
import { viewOf } from './view-of.js';

/** How likely each event is tried. Chance alone never gets far: one of a hundred events ends what ten others built. */

/** What ends or undoes what others built. */
const derails =
  /^(lead\.(withdrawn|linked|filingDeclined|filingRevoked|declined|reopened|recordedInError)|(cash|gold)\.(lost|unrelated|handedBack|sentWithCase)|parcel\.delivered|account\.(emptied|leftAlone|freezeRefused|sentWithCase|unfreezeOrdered|unfrozen)|suspect\.(dismissed|reclassified|released|fled|bailed)|claim\.(rejected|disputed)|return\.(rejected|withdrawn|corrected|objected)|transfer\.(proposed|refused)|victim\.(persuaded|refused))$/;
/** What may be said at any time and moves little. */
const asides =
  /^(lead\.(noted|supplemented|infoRequested|infoSupplied|subjectLeft|supportRequested|feedbackSent|concluded|classified|dispatched|alarmRaised|alarmAcknowledged|takenOver|legalHoldPlaced|legalHoldLifted|erasure[A-Z]\w+)|account\.traced|complaint\..*|evidence\..*|.*\.rectified)$/;
/** The long way home of what was taken. */
const homeward =
  /^(account\.(freezeRequested|freezeOrdered|frozen|renewalOrdered|freezeRenewed)|(cash|gold)\.(seizureApproved|seized|custodyAccepted|toTreasury)|gold\.(assayed|valued)|parcel\.(carrierHeld|seizureApproved|opened)|claim\.(filed|verified|settled)|return\..*)$/;

/** The way to the scene, which everything deeper needs. */
const onward = /^lead\.(acknowledged|accepted|arrived|filed)$/;

/** What this walk is like: how often it derails, and how many parts of a kind it bears at once. */
export interface Leaning {
  readonly derailing: number;
  readonly crowd: number;
}

/** How heavy a choice weighs, when the walk has recorded its event so many times already. */
export function weightOf(choice: Choice, file: CaseFile, taken: number, { derailing, crowd }: Leaning): number {
  const fresh = 1 / (1 + taken / 4);
  return (
    fresh *
    kindWeight(choice, file, derailing) *
    (isOpening(choice) ? 1 / (1 + openOf(file, kindOf(choice.type)) / crowd) ** 2 : 1)
  );
}

function kindWeight({ type }: Choice, file: CaseFile, derailing: number): number {
  if (derails.test(type)) return derailing;
  const progress = progressOf(viewOf(file));
  if (type === 'lead.dispatched' && ['reported', 'acknowledged'].includes(progress)) return 6;
  if (type === 'lead.classified' && progress === 'onScene') return 4;
  if (asides.test(type)) return 0.1;
  return onward.test(type) ? 2 : homeward.test(type) ? 4 : 1;
}

function isOpening({ type, part }: Choice): boolean {
  return part === undefined && kindOf(type) !== 'lead';
}

function openOf(file: CaseFile, kind: string): number {
  return file.parts.filter((part) => part.kind === kind && !part.final).length;
}

/** What somebody who wants to close the case leaves alone: it opens something new or undoes what was done. */
const opensOrUndoes =
  /noted|supplemented|infoRequested|supportRequested|linked$|reopened|subjectLeft|lead\.withdrawn|\.fled|wanted|disputed|identified|located|sought|\.started|lead\.declined|claim\.filed|unrelated|rectified|recordedInError|stopPay|freezeRequested|renewalOrdered|traced|xtended|proposed|complaint\.opened|evidence|alarm|takenOver|legalHold|rasure|rased|dispatched|classified|(cash|gold)\.secured|flagged|return\.(objected|corrected)/;

/** True when recording it brings the case nearer to its end. */
export function brings(choice: Choice, progress: string): boolean {
  const early = ['reported', 'acknowledged'];
  const { type, part } = choice;
  if (type === 'lead.unlinked') return true;
  if (type === 'lead.dispatched') return early.includes(progress);
  if (type === 'lead.classified') return [...early, 'dispatched', 'enRoute', 'onScene'].includes(progress);
  if (type.endsWith('.secured')) return part !== undefined;
  if (type === 'suspect.caught') return isChased(part);
  return !opensOrUndoes.test(type);
}

function isChased(part: Part | undefined): boolean {
  return isIn(part, 'identified', 'fled', 'wanted');
}
