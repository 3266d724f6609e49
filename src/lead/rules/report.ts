import { type Actor, rule } from '../../engine/definition/index.js';
import { textIn, textsIn } from '../facts.js';
import { isEnough } from '../indicators/enough.js';
import { among, desk, duty } from '../roles.js';

interface Reported {
  subject?: string;
  suspectedRole?: string;
  indicators: string[];
  account?: { amount?: string };
  customer?: object;
  hold?: { minutes: number; told: string; laterReason?: string };
  override?: { reason: string };
}

/** A lead that starts with the police; no bank waits for its result. */
export function isByPolice(actor: Actor): boolean {
  return among(duty, actor.role);
}

/** Somebody or something to look for. */
export const accountOrCustomer = rule<Reported>({
  code: 'accountOrCustomer',
  needs: 'body',
  sentence: {
    zh: '请至少填写账户或客户之一，否则无从核实',
    en: 'Give the account or the customer, or both: without either there is nothing to verify.',
  },
  basis: 'ATFL art. 18',
  holds: ({ body }) => body.account !== undefined || body.customer !== undefined,
});

/** A push to the police rests on enough indicators, or on the head office's own reason. */
export const enoughIndicators = rule<Reported>({
  code: 'enoughIndicators',
  needs: 'body',
  sentence: {
    zh: '至少勾选两项特征；怀疑对方涉案时账户特征和行为特征各至少一项。请补充特征，或由总行（支行管理部门）写明理由上报',
    en: 'Tick at least two indicators; against a suspected offender at least one of the account and one of the behaviour. Otherwise the head office may report it with a reason (`override`).',
  },
  basis: 'AML Law art. 30; local guard rail',
  holds: ({ body, actor }) =>
    isByPolice(actor) ||
    isEnough(body.indicators, body.suspectedRole ?? 'unknown') ||
    (actor.role === 'bankDesk' && body.override !== undefined),
});

/** Only a bank delays its customer's payment. */
export const bankDelays = rule<Pick<Reported, 'subject' | 'account' | 'hold'>>({
  code: 'bankDelays',
  needs: 'body',
  sentence: {
    zh: '延迟支付由银行决定，警方线索不能附带；请联系开户行',
    en: 'Only the bank may delay a payment. Leave `hold` out and ask the bank to start it.',
  },
  basis: 'ATFL art. 18',
  holds: ({ body, actor }) => body.hold === undefined || among(desk, actor.role),
});

/** A gold lead counts in milligrams, the account behind it in fen. */
export const accountSumInFen = rule<Pick<Reported, 'subject' | 'account' | 'hold'>>({
  code: 'accountSumInFen',
  needs: 'body',
  sentence: {
    zh: '黄金线索的金额单位是毫克，请另填账户内涉及金额（分）',
    en: 'The amount of a gold lead is in milligrams. Give the sum in the account as `account.amount` in fen.',
  },
  basis: 'integrity of the record: one unit per sum',
  holds: ({ view, body }) => {
    // A supplement adds to what was reported.
    const known = view.all().length > 0 ? textIn(view.root.facts, 'subject') : body.subject;
    return body.account === undefined || body.account.amount !== undefined || !isAboutGold(known ?? 'withdrawal');
  },
});

/** The lead's amount is a weight of gold. */
export function isAboutGold(subject: string): boolean {
  return subject === 'goldPurchase' || subject === 'goldSale';
}

interface Supplement {
  suspectedRole?: string;
  account?: object;
  hold?: object;
  customer?: object;
  questions?: object;
  riskNotice?: object;
  bankReference?: string;
  incidentNumber?: string;
  indicators?: string[];
  note?: string;
}

/** A supplement says something. */
export const somethingSupplied = rule<Supplement>({
  code: 'somethingSupplied',
  needs: 'body',
  sentence: { zh: '请至少补充一项内容', en: 'Supply at least one thing that was left out.' },
  basis: 'integrity of the record',
  holds: ({ body }) => Object.values(body).some((value) => value !== undefined),
});

const onlyOnce = ['customer', 'questions', 'riskNotice', 'bankReference', 'incidentNumber'];

/** A supplement adds; it never replaces what was reported. */
export const onlyLeftOut = rule<Supplement>({
  code: 'onlyLeftOut',
  needs: 'body',
  sentence: {
    zh: '该项已报告，补充不能改动已有内容：有误请更正线索，另有账户或延迟支付请另行登记',
    en: 'This was reported already. A supplement adds what was left out; it changes nothing that was said. Correct a mistake (lead.rectified); another account or hold is recorded with account.located or hold.started.',
  },
  basis: 'integrity of the record',
  holds: ({ body, view }) => {
    const { facts } = view.root;
    const known = textIn(facts, 'suspectedRole') ?? 'unknown';
    const repeated = (body.indicators ?? []).some((code) => textsIn(facts, 'indicators').includes(code));
    const given = onlyOnce.some((name) => Reflect.get(body, name) !== undefined && facts[name] !== undefined);
    const opened = (['account', 'hold'] as const).some((kind) => body[kind] !== undefined && view.of(kind).length > 0);
    return !given && !opened && !repeated && (body.suspectedRole === undefined || known === 'unknown');
  },
});

/** Whom a supplement makes a suspected offender needs as many indicators as one reported so. */
export const stillEnough = rule<Supplement>({
  code: 'enoughIndicators',
  needs: 'body',
  sentence: {
    zh: '补充为涉案嫌疑时，账户特征和行为特征须各至少一项，请一并补充特征',
    en: 'Against a suspected offender at least one indicator of the account and one of the behaviour are needed. Supply what is missing too.',
  },
  basis: enoughIndicators.basis,
  holds: ({ view, body, actor }) => {
    if (body.suspectedRole !== 'suspect' || isByPolice(actor) || actor.role === 'officer') return true;
    const codes = [...textsIn(view.root.facts, 'indicators'), ...(body.indicators ?? [])];
    return isEnough(codes, 'suspect') || view.root.facts['override'] !== undefined;
  },
});
