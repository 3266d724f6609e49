import {
  correctedFact,
  factAt,
  isObject,
  type Json,
  type Part,
  recordedByIn,
  rule,
} from '../../engine/definition/index.js';
import { textIn, textsIn, unitsIn } from '../facts.js';
import { isEnough } from '../indicators/enough.js';
import { sumOfNotes } from '../money.js';
import { afterwards, factOf, notesIn, type Rectification } from '../rectification/facts.js';
import { among, desk } from '../roles.js';
import { limitOf } from '../settings.js';
import { hasGone } from './moved-on.js';
import { isHighValue } from './property.js';
import { isAboutGold } from './report.js';

/** There is something to correct; what only says more of what is known may be filled in. */
export const factRecorded = rule<Rectification>({
  code: 'factRecorded',
  needs: 'body',
  sentence: {
    zh: '该项从未登记，没有可更正的内容，请按相应步骤登记；报告时遗漏的内容请补充线索',
    en: 'This was never recorded, so there is nothing to correct. Record the event it belongs to; what the report left out goes into lead.supplemented.',
  },
  basis: 'integrity of the record: a correction replaces what was said',
  holds: (ask) => {
    const { part, body } = ask;
    if (factAt(part?.facts, body.field) !== undefined) return true;
    const above = body.field.includes('.') ? body.field.slice(0, body.field.lastIndexOf('.')) : undefined;
    return factOf(ask)?.addable === true && (above === undefined || isObject(factAt(part?.facts, above)));
  },
});

/** True when a limit that depends on this fact would end later: an arrival moved on, a protection taken away. */
function becomesLonger(field: string, from: Json | undefined, to: Json): boolean {
  if (field === 'protection') return to === 'none';
  return typeof from === 'string' && typeof to === 'string' && Date.parse(to) > Date.parse(from);
}

/** Money, accounts and identities are corrected by another than who recorded them, and so is what keeps somebody longer. */
export const secondPerson = rule<Rectification>({
  code: 'secondPerson',
  needs: 'body',
  sentence: {
    zh: '金额、账户、身份以及会延长法定期限的更正须由第二人办理，原值由您登记，请由同事核对后更正',
    en: 'Money, accounts, identities and whatever lengthens a legal limit are corrected by a second person. You recorded the present value: ask a colleague.',
  },
  basis: 'local: two pairs of eyes on money, accounts and identities',
  holds: (ask) => {
    const { part, body, known, actor } = ask;
    const weight = factOf(ask)?.weight;
    if (weight === 'plain') return true;
    if (weight === 'limit' && !becomesLonger(body.field, factAt(part?.facts, body.field), body.value)) return true;
    return recordedByIn(known)?.actor.account !== actor.account;
  },
});

/** A bank corrects what it reported itself. */
export const bankCorrectsItsOwn = rule<Rectification>({
  code: 'bankCorrectsItsOwn',
  needs: 'body',
  sentence: {
    zh: '银行只能更正本行报告的内容，此项由他方登记，请联系中心或办案民警更正',
    en: 'A bank corrects what it reported itself. Somebody else recorded this: ask the center or the officers.',
  },
  basis: 'integrity of the record: who said it corrects it',
  holds: ({ known, actor }) => {
    const said = recordedByIn(known)?.actor;
    if (!said || !among(desk, actor.role)) return true;
    return among(desk, said.role) && bankOf(said.org) === bankOf(actor.org);
  },
});

function bankOf(organisation: { code: string; parent?: string }): string {
  return organisation.parent ?? organisation.code;
}

/** Notes and sum agree after the correction too. */
export const stillAddsUp = rule<Rectification>({
  code: 'stillAddsUp',
  needs: 'body',
  sentence: {
    zh: '现金金额与面额须一并更正且相符，请同时填写各面额张数，或直接更正面额，金额随之变化',
    en: 'Sum and notes of cash are corrected together and must agree. Give `denominations` too, or correct `denominations`: the amount follows.',
  },
  basis: 'CPR art. 229',
  holds: (ask) => {
    const { body } = ask;
    const facts = afterwards(ask).part?.facts;
    if (body.field !== 'amount' || facts?.['denominations'] === undefined) return true;
    return sumOfNotes(notesIn(facts['denominations'])) === unitsIn(facts, 'amount');
  },
});

/** A sum that was seized and turns out high needs the decision that a high sum needs. */
export const stillApproved = rule<Rectification>({
  code: 'stillApproved',
  needs: 'body',
  sentence: {
    zh: '更正后的扣押款物价值较大，请先报县级以上公安机关负责人批准扣押，再更正',
    en: 'Corrected, so much was seized that a county-level head decides on it. An approver records seizureApproved first.',
  },
  basis: 'CPR art. 228',
  holds: (ask) => {
    const { part } = afterwards(ask);
    const isSeized = part?.facts['listNumber'] !== undefined;
    const approved = part?.facts['seizureDecision'] !== undefined;
    return !isSeized || approved || !isHighValue([part], ask.settings);
  },
});

/** The report still carries a push to the police. */
export const stillEnough = rule<Rectification>({
  code: 'stillEnough',
  needs: 'body',
  sentence: {
    zh: '更正后特征不足以支撑该线索；如属误报，请由银行撤回，或由中心认定为正常',
    en: 'Corrected, the indicators no longer carry this lead. If it was a mistake the bank withdraws it (lead.withdrawn), or the center clears the customer.',
  },
  basis: 'AML Law art. 30; local guard rail',
  holds: (ask) => {
    const { field } = ask.body;
    if (field !== 'indicators' && field !== 'suspectedRole') return true;
    const facts = afterwards(ask).part?.facts;
    if (facts?.['byPolice'] === true || facts?.['override'] !== undefined) return true;
    return isEnough(textsIn(facts, 'indicators'), textIn(facts, 'suspectedRole') ?? 'unknown');
  },
});

/** Fen stay fen, and milligrams milligrams. */
export const sameUnit = rule<Rectification>({
  code: 'sameUnit',
  needs: 'body',
  sentence: {
    zh: '黄金线索与其他线索的金额单位不同，不能互相更正；请撤回后重新报告',
    en: 'A gold lead counts in milligrams and any other in fen, so one cannot be corrected into the other. Withdraw it and report anew.',
  },
  basis: 'integrity of the record: one unit per sum',
  holds: ({ part, body }) =>
    body.field !== 'subject' || isAboutGold(String(body.value)) === isAboutGold(textIn(part?.facts, 'subject') ?? ''),
});

/** The sum of the account was taken from the lead, and nobody has looked at it since. */
function isUncheckedCopy({ facts }: Part): boolean {
  return facts['amountOfLead'] === true && factAt(facts, `${correctedFact}.amount`) === undefined;
}

/** What was copied is corrected first: there the balance, the stop and the returns hang on it. */
export const copyCorrectedFirst = rule<Rectification>({
  code: 'copyCorrectedFirst',
  needs: 'body',
  sentence: {
    zh: '账户涉案金额是按线索金额登记的，请先更正账户的涉案金额，再更正线索金额',
    en: 'The sum in the account was taken from the amount of the lead. Correct the account first (account.rectified, `amount`), then the lead.',
  },
  basis: 'integrity of the record: one sum is counted once',
  holds: ({ view, body }) =>
    body.field !== 'amount' ||
    !view.of('account').some((account) => isUncheckedCopy(account) && !hasGone(view, account)),
});

/** A corrected hold stays within the office's limit. */
export const stillWithinHoldLimit = rule<Rectification>({
  code: 'stillWithinHoldLimit',
  needs: 'body',
  sentence: {
    zh: '超过本地规定的最长延迟时间，请核对分钟数',
    en: 'Longer than the office allows a customer to be held. Check the minutes.',
  },
  basis: 'ATFL art. 18; local limit',
  holds: ({ body, settings }) =>
    !['minutes', 'moreMinutes'].includes(body.field) || Number(body.value) <= limitOf(settings, 'holdMax'),
});
