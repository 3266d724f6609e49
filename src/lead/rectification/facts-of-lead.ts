import { extended } from '../events/hold/extended.js';
import { released } from '../events/hold/released.js';
import { started } from '../events/hold/started.js';
import { classified } from '../events/lead/classified.js';
import { filed } from '../events/lead/filed.js';
import { infoRequested } from '../events/lead/info-requested.js';
import { infoSupplied } from '../events/lead/info-supplied.js';
import { reported } from '../events/lead/reported.js';
import { subjectLeft } from '../events/lead/subject-left.js';
import { announced } from '../events/return/announced.js';
import { executed } from '../events/return/executed.js';
import { proposed } from '../events/return/proposed.js';
import { rejected } from '../events/return/rejected.js';
import { acknowledged } from '../events/transfer/acknowledged.js';
import { approved } from '../events/transfer/approved.js';
import { handedOver } from '../events/transfer/handed-over.js';
import { notified } from '../events/transfer/notified.js';
import { proposed as transferProposed } from '../events/transfer/proposed.js';
import { refused } from '../events/transfer/refused.js';
import { declaredBy } from './fact.js';

/** What may be corrected of the lead itself: what was reported, and what was put on the record since. */
export const leadFacts = [
  ...declaredBy(reported, 'money', ['amount']),
  ...declaredBy(reported, 'identity', ['customer.name', 'customer.idType', 'customer.idNumber', 'customer.phone'], {
    addable: true,
  }),
  ...declaredBy(reported, 'plain', ['subject', 'suspectedRole', 'indicators', 'bankReference', 'incidentNumber']),
  ...declaredBy(reported, 'plain', ['questions.knowsPayee', 'questions.purposeClear', 'questions.knowsScams']),
  ...declaredBy(reported, 'plain', ['riskNotice.version', 'riskNotice.signed', 'override.reason']),
  ...declaredBy(infoRequested, 'plain', ['question']),
  ...declaredBy(infoSupplied, 'plain', ['answer']),
  ...declaredBy(subjectLeft, 'plain', ['direction', 'means']),
  ...declaredBy(subjectLeft, 'identity', ['plate', 'waybill']),
  ...declaredBy(classified, 'plain', ['reason']),
  ...declaredBy(filed, 'plain', ['caseNumber', 'organ', 'filedAt']),
  ...declaredBy(filed, 'limit', { caseKind: 'kind' }),
];

/** What may be corrected of a delayed payment. */
export const holdFacts = [
  ...declaredBy(started, 'money', ['minutes']),
  ...declaredBy(extended, 'money', { moreMinutes: 'minutes' }),
  ...declaredBy(started, 'plain', ['reason', 'laterReason']),
  ...declaredBy(released, 'plain', { releaseReason: 'reason' }),
];

/** What may be corrected of a return; who gets how much is computed, never typed in. */
export const returnFacts = [
  ...declaredBy(announced, 'plain', ['noticeNumber', 'medium']),
  ...declaredBy(proposed, 'plain', ['agreement']),
  ...declaredBy(executed, 'plain', ['listNumber']),
  ...declaredBy(executed, 'plain', ['evidence'], { addable: true }),
  ...declaredBy(executed, 'identity', ['receivedBy.name', 'receivedBy.idNumber']),
  ...declaredBy(rejected, 'plain', ['reason']),
];

/** What may be corrected of a transfer. What was counted is counted again, face to face. */
export const transferFacts = [
  ...declaredBy(transferProposed, 'plain', ['reason', 'caseNumber']),
  ...declaredBy(transferProposed, 'limit', ['foundAt']),
  ...declaredBy(approved, 'plain', ['decisionNumber']),
  ...declaredBy(handedOver, 'plain', ['listNumber']),
  ...declaredBy(handedOver, 'plain', ['evidence'], { addable: true }),
  ...declaredBy(handedOver, 'identity', ['receivedBy.name']),
  ...declaredBy(notified, 'plain', ['noticeNumber']),
  ...declaredBy(notified, 'plain', { noticeTo: 'who' }),
  ...declaredBy(acknowledged, 'plain', ['receiptNumber', 'theirCaseNumber']),
  ...declaredBy(refused, 'plain', { refusal: 'reason' }),
];
