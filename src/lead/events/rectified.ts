import {
  type Actor,
  type Ask,
  correctionPayloads,
  defineEvent,
  type EventDefinition,
  type FactChanges,
  isIn,
  type Question,
  type Rule,
  recordedByQuestion,
  type Sentence,
} from '../../engine/definition/index.js';
import { textIn } from '../facts.js';
import { isCountedWrongly, linesOf } from '../parts/assets.js';
import { ageIn, correctedProtection, tellsProtection } from '../parts/protection.js';
import { idsOf, openReturns } from '../parts/standing.js';
import { changesOf, correctableFacts, factOf, type Rectification } from '../rectification/facts.js';
import { desk, duty, givers, police } from '../roles.js';
import { stillInflowsOfThisAccount, stillNotClaimedTwice } from '../rules/claim-corrected.js';
import { rewrittenByUninvolved } from '../rules/complaint.js';
import { stillToBeHad } from '../rules/evidence.js';
import {
  freezeNotDecided,
  holdStillRuns,
  keptWithinSum,
  libertyNotDecided,
  moneyNotMoved,
  notStoppedOnIt,
  openForAccount,
  sourceKnownWhenSecured,
  stillWithinBalance,
} from '../rules/moved-on.js';
import { pricedByThen } from '../rules/property.js';
import {
  bankCorrectsItsOwn,
  copyCorrectedFirst,
  factRecorded,
  sameUnit,
  secondPerson,
  stillAddsUp,
  stillApproved,
  stillEnough,
  stillWithinHoldLimit,
} from '../rules/rectification.js';
import { stillReleasedAfterCaught } from '../rules/suspect.js';
import {
  ageAtCounter,
  ageToldAtCounter,
  customerQuestioned,
  heldAlready,
  holdsTooMany,
  organPhone,
  whetherInvolved,
  whichOrgan,
} from './payloads.js';

/** What differs from kind to kind. */
interface Correcting {
  readonly title: Sentence;
  readonly roles: readonly string[];
  readonly rules: readonly Rule<Rectification>[];
  readonly example: Rectification;
  /** Parts that rest on its sums. */
  tells?(ask: Ask<Rectification>): readonly string[];
  /** Facts that follow the corrected one. */
  also?(ask: Ask<Rectification>): FactChanges;
  asks?(body: Rectification, part: string, actor: Actor): readonly Question[];
}

/**
 * `<kind>.rectified`: one declared fact is replaced, in any state, also in a final one; the part stays in its state.
 * History keeps the old value. Open returns whose sums it touches are withdrawn; an account that its cash had emptied
 * comes back when money is left in it.
 */
function rectified(kind: string, { title, roles, rules, example, tells, also, asks }: Correcting): EventDefinition {
  const payloads = correctionPayloads(correctableFacts[kind] ?? []);
  return defineEvent<Rectification>({
    type: `${kind}.rectified`,
    title,
    roles,
    payload: payloads.any,
    payloadFor: (raw) => payloads.of(raw['field']),
    effect: 'corrects',
    example,
    rules: [factRecorded, secondPerson, ...rules],
    facts: (ask) => ({ ...changesOf(ask), ...also?.(ask) }),
    ...(tells ? { tells } : {}),
    asks: (body, actor, part) => [
      { name: recordedByQuestion, about: { part: part ?? `${kind}-1`, field: body.field } },
      ...(saysWhoItIs.includes(`${kind}.${body.field}`) ? heldAlready() : []),
      ...(asks?.(body, part ?? '', actor) ?? []),
    ],
  });
}

/** By these a customer is known again elsewhere. */
const saysWhoItIs = ['lead.customer.idNumber', 'account.number'];

/** The open returns whose sums rest on the corrected fact: of the asset itself, or of the asset that is claimed. */
function returnsTouched(ask: Ask<Rectification>): string[] {
  const { view, part } = ask;
  if (!part || factOf(ask)?.weight !== 'money') return [];
  const asset = part.kind === 'claim' ? textIn(part.facts, 'asset') : part.id;
  return idsOf(openReturns(view, asset));
}

/** The approved returns that would pay to another account than the one now known. */
function returnsPayingElsewhere(ask: Ask<Rectification>): string[] {
  const { view, part } = ask;
  if (!part || factOf(ask)?.weight !== 'account') return [];
  const approved = openReturns(view).filter((back) => isIn(back, 'approved', 'noticeServed'));
  return idsOf(approved.filter((back) => linesOf(back).some((line) => line.claim === part.id)));
}

/** Those, and the accounts that are no longer where their balance says. */
function returnsAndAccountsTouched(ask: Ask<Rectification>): string[] {
  return [...returnsTouched(ask), ...idsOf(ask.view.of('account').filter(isCountedWrongly(ask.view)))];
}

const reason = '录入有误，经核对更正';
const all = [...desk, ...police];

/** What was reported, and what stands on the record of the lead. */
export const leadRectified = rectified('lead', {
  title: { zh: '更正线索', en: 'Correct the lead' },
  roles: all,
  rules: [bankCorrectsItsOwn, copyCorrectedFirst, stillEnough, sameUnit, libertyNotDecided],
  example: { field: 'amount', value: '19000000', reason },
  tells: (ask) => [...holdsTooMany(ask), ...customerQuestioned(ask)],
  also: ({ known }) => ageToldAtCounter(known),
  asks: ({ field, value }) => (field === 'customer.idNumber' ? ageAtCounter(String(value)) : []),
});

/** How long and why a payment is delayed. */
export const holdRectified = rectified('hold', {
  title: { zh: '更正延迟支付', en: 'Correct the hold' },
  roles: all,
  rules: [bankCorrectsItsOwn, holdStillRuns, stillWithinHoldLimit],
  example: { field: 'minutes', value: 15, reason },
});

/** An account and the sum in question. */
export const accountRectified = rectified('account', {
  title: { zh: '更正账户', en: 'Correct the account' },
  roles: all,
  rules: [
    bankCorrectsItsOwn,
    moneyNotMoved,
    notStoppedOnIt,
    freezeNotDecided,
    keptWithinSum,
    stillWithinBalance,
    openForAccount,
  ],
  example: { field: 'number', value: '6217000099990001235', reason },
  tells: (ask) => [...returnsAndAccountsTouched(ask), ...holdsTooMany(ask)],
});

/** Cash as it was counted, where it came from, and its papers. */
export const cashRectified = rectified('cash', {
  title: { zh: '更正现金', en: 'Correct the cash' },
  roles: police,
  rules: [
    moneyNotMoved,
    stillAddsUp,
    sourceKnownWhenSecured,
    stillWithinBalance,
    stillApproved,
    openForAccount,
    stillToBeHad,
  ],
  example: { field: 'denominations', value: { '10000': 1900 }, reason },
  tells: returnsAndAccountsTouched,
});

/** Gold as it was weighed, tested and valued, what was paid for it, and its papers. */
export const goldRectified = rectified('gold', {
  title: { zh: '更正黄金', en: 'Correct the gold' },
  roles: police,
  rules: [
    moneyNotMoved,
    sourceKnownWhenSecured,
    stillWithinBalance,
    stillApproved,
    openForAccount,
    pricedByThen,
    stillToBeHad,
  ],
  example: { field: 'amount', value: '134900', reason },
  tells: returnsAndAccountsTouched,
});

/** A parcel: with whom it is, for whom, and its papers. */
export const parcelRectified = rectified('parcel', {
  title: { zh: '更正寄递物品', en: 'Correct the parcel' },
  roles: all,
  rules: [bankCorrectsItsOwn, stillToBeHad],
  example: { field: 'waybill', value: 'YD0000000002', reason },
});

/** A suspect: who it is, and the facts from which limits run. */
export const suspectRectified = rectified('suspect', {
  title: { zh: '更正嫌疑人', en: 'Correct the suspect' },
  roles: police,
  rules: [libertyNotDecided, stillReleasedAfterCaught],
  example: { field: 'protection', value: 'under16', reason },
  // Another number or date of birth may be that of a child: while somebody is questioned, the limit follows it.
  also: ({ part, body, known }) =>
    part && isIn(part, 'questioning') && tellsProtection(body)
      ? correctedProtection(part.facts, body, ageIn(known))
      : {},
  asks: (body, part) => (tellsProtection(body) ? [{ name: 'ageBand', about: { part, [body.field]: body.value } }] : []),
});

/** A victim. */
export const victimRectified = rectified('victim', {
  title: { zh: '更正被害人', en: 'Correct the victim' },
  roles: police,
  rules: [moneyNotMoved],
  example: { field: 'phone', value: '19900000004', reason },
  // The number printed is that of the organ named, or none.
  also: ({ body, known }) => (body.field === 'organ' ? { organPhone: organPhone(known).organPhone } : {}),
  asks: ({ field, value }) => (field === 'organ' ? whichOrgan({ organ: String(value) }) : []),
});

/** What a victim asks for. */
export const claimRectified = rectified('claim', {
  title: { zh: '更正认领', en: 'Correct the claim' },
  roles: police,
  rules: [moneyNotMoved, stillInflowsOfThisAccount, stillNotClaimedTwice],
  example: { field: 'amount', value: '19000000', reason },
  tells: (ask) => [...returnsTouched(ask), ...returnsPayingElsewhere(ask)],
});

/** The papers of a return. */
export const returnRectified = rectified('return', {
  title: { zh: '更正返还', en: 'Correct the return' },
  roles: police,
  rules: [moneyNotMoved, stillToBeHad],
  example: { field: 'listNumber', value: 'FH20241118002', reason },
});

/** The papers of a transfer. */
export const transferRectified = rectified('transfer', {
  title: { zh: '更正移送', en: 'Correct the transfer' },
  roles: police,
  rules: [moneyNotMoved, stillToBeHad],
  example: { field: 'caseNumber', value: 'A3201020000202411002', reason },
});

/** What is said about a file; what the server found out about it is no matter of opinion. */
export const evidenceRectified = rectified('evidence', {
  title: { zh: '更正材料说明', en: 'Correct what is said of evidence' },
  roles: givers,
  rules: [bankCorrectsItsOwn],
  example: { field: 'description', value: '三号窗口监控', reason },
});

/** A complaint, as it was taken and answered. */
export const complaintRectified = rectified('complaint', {
  title: { zh: '更正投诉', en: 'Correct the complaint' },
  roles: duty,
  rules: [rewrittenByUninvolved],
  example: { field: 'channel', value: 'counter', reason },
  asks: (_body, _part, actor) => [whetherInvolved(actor)],
});
