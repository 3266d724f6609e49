import { specAt } from '../../engine/definition/index.js';
import { emptied } from '../events/account/emptied.js';
import { freezeOrdered } from '../events/account/freeze-ordered.js';
import { freezeQueued } from '../events/account/freeze-queued.js';
import { freezeRefused } from '../events/account/freeze-refused.js';
import { freezeRenewed } from '../events/account/freeze-renewed.js';
import { freezeRequested } from '../events/account/freeze-requested.js';
import { frozen } from '../events/account/frozen.js';
import { located } from '../events/account/located.js';
import { renewalOrdered } from '../events/account/renewal-ordered.js';
import { sentWithCase as accountSentWithCase } from '../events/account/sent-with-case.js';
import { stopPaid } from '../events/account/stop-paid.js';
import { stopPayOrdered } from '../events/account/stop-pay-ordered.js';
import { stopPayRefused } from '../events/account/stop-pay-refused.js';
import { unfreezeOrdered } from '../events/account/unfreeze-ordered.js';
import { cashDeeds } from '../events/cash/deeds.js';
import { disputed } from '../events/claim/disputed.js';
import { filed } from '../events/claim/filed.js';
import { rejected } from '../events/claim/rejected.js';
import { settled } from '../events/claim/settled.js';
import { verified } from '../events/claim/verified.js';
import { promised } from '../events/evidence/promised.js';
import { received } from '../events/evidence/received.js';
import { assayed } from '../events/gold/assayed.js';
import { goldDeeds } from '../events/gold/deeds.js';
import { valued } from '../events/gold/valued.js';
import { carrierHeld } from '../events/parcel/carrier-held.js';
import { delivered } from '../events/parcel/delivered.js';
import { flagged } from '../events/parcel/flagged.js';
import { opened } from '../events/parcel/opened.js';
import { seizureApproved as parcelApproved } from '../events/parcel/seizure-approved.js';
import type { Deeds } from '../events/thing/deeds.js';
import { type CorrectableFact, declaredBy } from './fact.js';

/** What may be corrected of an account. Numbers are found where the bank's report has them. */
export const accountFacts = [
  ...declaredBy(located, 'account', ['number', 'bank'], { under: 'account.' }),
  ...declaredBy(located, 'identity', ['holder'], { under: 'account.', addable: true }),
  ...declaredBy(located, 'money', ['amount']),
  ...declaredBy(stopPaid, 'money', { stopped: 'amount' }),
  ...declaredBy(stopPaid, 'limit', ['stoppedAt']),
  ...declaredBy(stopPayOrdered, 'plain', ['orderNumber']),
  ...declaredBy(stopPayRefused, 'plain', { refusal: 'reason' }),
  ...declaredBy(unfreezeOrdered, 'plain', { unfreezeOrder: 'orderNumber' }),
  ...declaredBy(freezeRequested, 'money', { freezeAmount: 'amount' }),
  ...declaredBy(freezeRequested, 'plain', {
    freezeMonths: 'months',
    freezeScope: 'scope',
    freezeInterest: 'interest',
  }),
  ...declaredBy(freezeOrdered, 'plain', { freezeOrder: 'orderNumber' }),
  ...declaredBy(freezeRefused, 'plain', { freezeRefusal: 'reason' }),
  ...declaredBy(frozen, 'money', { frozen: 'amount' }),
  ...declaredBy(frozen, 'limit', ['frozenAt']),
  ...declaredBy(freezeQueued, 'plain', { queuedBehind: 'organ', queuedUntil: 'until' }),
  ...declaredBy(renewalOrdered, 'plain', { renewalOrder: 'orderNumber' }),
  ...declaredBy(freezeRenewed, 'limit', { renewedUntil: 'until' }),
  ...declaredBy(accountSentWithCase, 'plain', ['organ']),
  ...declaredBy(accountSentWithCase, 'plain', { transferList: 'listNumber' }),
  ...declaredBy(emptied, 'plain', ['whereTo']),
];

/** What may be corrected of a thing, cash or gold: where it came from, and its papers. */
function thingFacts(deeds: Deeds): CorrectableFact[] {
  return [
    ...declaredBy(deeds.secured, 'money', ['from'], { addable: true }),
    ...declaredBy(deeds.secured, 'plain', ['heldBy', 'where']),
    ...declaredBy(deeds.seizureApproved, 'plain', { seizureDecision: 'decisionNumber' }),
    ...declaredBy(deeds.seized, 'plain', ['listNumber', 'video']),
    ...declaredBy(deeds.seized, 'plain', ['evidence'], { addable: true }),
    ...declaredBy(deeds.seized, 'identity', ['witness.name']),
    ...declaredBy(deeds.custodyAccepted, 'plain', ['place']),
    ...declaredBy(deeds.unrelated, 'plain', { unrelatedReason: 'reason' }),
    ...declaredBy(deeds.handedBack, 'plain', ['receipt']),
    ...declaredBy(deeds.handedBack, 'identity', ['receivedBy.name', 'receivedBy.idNumber']),
    ...declaredBy(deeds.sentWithCase, 'plain', ['organ']),
    ...declaredBy(deeds.sentWithCase, 'plain', { transferList: 'listNumber' }),
    ...declaredBy(deeds.announced, 'plain', ['noticeNumber']),
    ...declaredBy(deeds.toTreasury, 'plain', ['voucher']),
    ...declaredBy(deeds.lost, 'plain', ['how']),
  ];
}

/** Counted again, a sum comes with its notes. */
const withNotes = { companions: [specAt(cashDeeds.secured.payload, 'denominations')] };

/** What may be corrected of cash. */
export const cashFacts: readonly CorrectableFact[] = [
  ...declaredBy(cashDeeds.secured, 'money', ['amount']).map((fact) => ({ ...fact, ...withNotes })),
  ...declaredBy(cashDeeds.secured, 'money', ['denominations']),
  ...thingFacts(cashDeeds),
];

/** What may be corrected of gold. A price that was paid may come to light later. */
export const goldFacts: readonly CorrectableFact[] = [
  ...declaredBy(goldDeeds.secured, 'money', ['amount']),
  ...declaredBy(goldDeeds.secured, 'money', ['paid'], { addable: true }),
  ...declaredBy(goldDeeds.secured, 'plain', ['pieces', 'description']),
  ...declaredBy(assayed, 'money', ['fineness']),
  ...declaredBy(assayed, 'plain', ['assayer']),
  ...declaredBy(assayed, 'plain', { assayReport: 'report', assayPhoto: 'photo', assayVideo: 'video' }),
  ...declaredBy(valued, 'money', ['value', 'priceDate']),
  ...declaredBy(valued, 'plain', ['valuer', 'certificate']),
  ...thingFacts(goldDeeds),
];

/** What may be corrected of a parcel. */
export const parcelFacts = [
  ...declaredBy(flagged, 'identity', ['waybill']),
  ...declaredBy(flagged, 'identity', ['recipient.name', 'recipient.phone', 'recipient.address'], { addable: true }),
  ...declaredBy(flagged, 'plain', ['carrier', 'contents']),
  ...declaredBy(carrierHeld, 'plain', ['place', 'request']),
  ...declaredBy(parcelApproved, 'plain', { seizureDecision: 'decisionNumber' }),
  ...declaredBy(opened, 'plain', ['video', 'others']),
  ...declaredBy(opened, 'plain', ['evidence'], { addable: true }),
  ...declaredBy(delivered, 'plain', ['how', 'note']),
];

/** What may be corrected of a file: what people said of it. */
export const evidenceFacts = [
  // Which recording is awaited: one person alone cannot make it another.
  ...declaredBy(promised, 'identity', ['what', 'device', 'from', 'to']),
  ...declaredBy(promised, 'plain', ['description'], { addable: true }),
  ...declaredBy(received, 'plain', ['name']),
];

/** What may be corrected of a claim. Another victim or another asset is another claim. */
export const claimFacts = [
  ...declaredBy(filed, 'money', ['amount', 'lost', 'paidInAt']),
  ...declaredBy(filed, 'account', ['paidFrom.number', 'paidFrom.bank']),
  ...declaredBy(filed, 'plain', ['how']),
  ...declaredBy(verified, 'plain', ['trace']),
  // Verified before the account was traced, or traced anew since.
  ...declaredBy(verified, 'money', ['inflows'], { addable: true }),
  ...declaredBy(rejected, 'plain', ['reason']),
  ...declaredBy(disputed, 'plain', { dispute: 'reason' }),
  ...declaredBy(settled, 'plain', { settlement: 'how' }),
];
