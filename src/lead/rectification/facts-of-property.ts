import { specAt } from '../../engine/definition/index.js';
import { emptied } from '../events/account/emptied.js';
import { located } from '../events/account/located.js';
import { stopPaid } from '../events/account/stop-paid.js';
import { stopPayOrdered } from '../events/account/stop-pay-ordered.js';
import { stopPayRefused } from '../events/account/stop-pay-refused.js';
import { unfreezeOrdered } from '../events/account/unfreeze-ordered.js';
import { announced } from '../events/cash/announced.js';
import { custodyAccepted } from '../events/cash/custody-accepted.js';
import { handedBack } from '../events/cash/handed-back.js';
import { lost } from '../events/cash/lost.js';
import { secured } from '../events/cash/secured.js';
import { seized } from '../events/cash/seized.js';
import { seizureApproved } from '../events/cash/seizure-approved.js';
import { sentWithCase } from '../events/cash/sent-with-case.js';
import { toTreasury } from '../events/cash/to-treasury.js';
import { unrelated } from '../events/cash/unrelated.js';
import { disputed } from '../events/claim/disputed.js';
import { filed } from '../events/claim/filed.js';
import { rejected } from '../events/claim/rejected.js';
import { settled } from '../events/claim/settled.js';
import { verified } from '../events/claim/verified.js';
import { promised } from '../events/evidence/promised.js';
import { received } from '../events/evidence/received.js';
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
  ...declaredBy(emptied, 'plain', ['whereTo']),
];

/** Counted again, a sum comes with its notes. */
const withNotes = { companions: [specAt(secured.payload, 'denominations')] };

/** What may be corrected of cash. */
export const cashFacts: readonly CorrectableFact[] = [
  ...declaredBy(secured, 'money', ['amount']).map((fact) => ({ ...fact, ...withNotes })),
  ...declaredBy(secured, 'money', ['denominations']),
  ...declaredBy(secured, 'money', ['from'], { addable: true }),
  ...declaredBy(secured, 'plain', ['heldBy', 'where']),
  ...declaredBy(seizureApproved, 'plain', { seizureDecision: 'decisionNumber' }),
  ...declaredBy(seized, 'plain', ['listNumber', 'video']),
  ...declaredBy(seized, 'plain', ['evidence'], { addable: true }),
  ...declaredBy(seized, 'identity', ['witness.name']),
  ...declaredBy(custodyAccepted, 'plain', ['place']),
  ...declaredBy(unrelated, 'plain', { unrelatedReason: 'reason' }),
  ...declaredBy(handedBack, 'plain', ['receipt']),
  ...declaredBy(handedBack, 'identity', ['receivedBy.name', 'receivedBy.idNumber']),
  ...declaredBy(sentWithCase, 'plain', ['organ']),
  ...declaredBy(sentWithCase, 'plain', { transferList: 'listNumber' }),
  ...declaredBy(announced, 'plain', ['noticeNumber']),
  ...declaredBy(toTreasury, 'plain', ['voucher']),
  ...declaredBy(lost, 'plain', ['how']),
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
  ...declaredBy(filed, 'money', ['amount', 'paidInAt']),
  ...declaredBy(filed, 'plain', ['how']),
  ...declaredBy(verified, 'plain', ['trace']),
  ...declaredBy(rejected, 'plain', ['reason']),
  ...declaredBy(disputed, 'plain', { dispute: 'reason' }),
  ...declaredBy(settled, 'plain', { settlement: 'how' }),
];
