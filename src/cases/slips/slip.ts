import { openFacts } from '../../access/sealing/index.js';
import { type CaseFile, type Facts, isIn, isObject, type Part, type Sentence } from '../../engine/definition/index.js';
import { numberIn, textIn } from '../../lead/facts.js';
import { isAboutGold } from '../../lead/rules/report.js';
import type { Looking } from '../file-view.js';
import { contactCalls, contactingOrgan, contactLines } from './contact-sheet.js';
import { type Line, line } from './line.js';
import { grams, localTime, yuan } from './units.js';
import { accountWords, holdWords, labels, type MeasureWords, victimWords } from './words.js';

/** What stands on a customer's slip. */
export interface Slip {
  readonly number: string;
  /** A drill: the slip says so across the whole page. */
  readonly exercise: boolean;
  readonly words: MeasureWords;
  readonly lines: readonly Line[];
  /** Whom to ask. */
  readonly calls: readonly Line[];
  readonly printedAt: Sentence;
}

/** What is known around a slip, besides the case. */
export interface SlipGround {
  readonly number: string;
  /** The name of the organisation of `placeOf`. */
  readonly place: (Sentence & { readonly phone: string | null }) | undefined;
  readonly hotline: string;
  readonly now: string;
}

/**
 * The parts of a case about which somebody gets a slip: delayed payments, accounts that were restricted, and victims, who
 * get it from the police.
 */
export function hasSlip({ kind, facts }: Part, area: string): boolean {
  if (kind === 'victim') return area !== 'bank';
  return kind === 'hold' || (kind === 'account' && restrictedAt(facts) !== undefined);
}

/** The code of the organisation to ask: an outlet or bank, of an account the one that keeps it; for a victim the police. */
export function placeOf(part: Part, file: CaseFile): string | undefined {
  if (part.kind === 'victim') return contactingOrgan(file);
  const root = file.parts[0]?.facts;
  return part.kind === 'account' ? textIn(part.facts, 'bank') : (textIn(root, 'outlet') ?? textIn(root, 'bank'));
}

function restrictedAt(facts: Facts): string | undefined {
  return textIn(facts, 'frozenAt') ?? textIn(facts, 'stoppedAt');
}

/**
 * PURE. The slip of a part (ATFL art. 32 ¶3): the reason, the remedy and the documents. Never says more of a person than
 * masks, nor anything that the bank or the police suspect; the reason for telling later is not the customer's to read.
 */
export function slipOf(part: Part, file: CaseFile, looking: Looking, ground: SlipGround): Slip {
  const root = file.parts.find((one) => one.kind === looking.definition.root);
  const lead = opened(root?.facts ?? {}, file, looking);
  const own = opened(part.facts, file, looking);
  const { number, hotline, now, place } = ground;
  const exercise = looking.definition.index(file).exercise;
  const every = { number, exercise, printedAt: same(localTime(now)) };
  if (part.kind === 'victim') {
    const lines = contactLines(part, file, looking.number, own);
    return { ...every, words: victimWords, lines, calls: contactCalls(place, hotline) };
  }
  const outlet = place ?? { zh: '办理业务的银行网点', en: 'the bank outlet' };
  const calls: Line[] = [
    { label: labels.outlet, value: outlet },
    { label: labels.center, value: same(hotline), strong: true },
  ];
  if (part.kind === 'hold')
    return { ...every, words: holdWords, lines: [...whose(lead), ...holdLines(part, lead, own, outlet)], calls };
  return { ...every, words: accountWords, lines: [...holder(own), ...accountLines(part, file, own)], calls };
}

function opened(facts: Facts, file: CaseFile, { caseKey }: Looking): Facts {
  const open = openFacts(facts, caseKey, file.id, 'zh');
  return isObject(open) ? open : {};
}

function same(text: string): Sentence {
  return { zh: text, en: text };
}

function whose(lead: Facts): Line[] {
  const customer = lead['customer'];
  return line('客户', 'Customer', isObject(customer) ? textIn(customer, 'name') : undefined);
}

// Of the account alone: the bank that keeps it may not be the one that reported.
function holder(own: Facts): Line[] {
  return [...line('户名', 'Holder', textIn(own, 'holder')), ...line('账号', 'Account', textIn(own, 'number'))];
}

function holdLines(part: Part, lead: Facts, own: Facts, outlet: Sentence): Line[] {
  const gold = isAboutGold(textIn(lead, 'subject') ?? '');
  const amount = textIn(lead, 'amount');
  const startedAt = textIn(own, 'startedAt');
  const minutes = (numberIn(own, 'minutes') ?? 0) + (numberIn(own, 'moreMinutes') ?? 0);
  const end = startedAt && new Date(Date.parse(startedAt) + minutes * 60_000).toISOString();
  const later = { zh: '因核实需要，稍后告知', en: 'given later, as the verification required' };
  return [
    ...line('措施', 'Measure', { zh: '延迟支付', en: 'the payment is delayed' }),
    ...line('涉及金额', 'Amount', amount && (gold ? grams(amount) : same(yuan(amount)))),
    ...line('决定单位', 'Decided by', outlet),
    ...line('开始时间', 'Since', startedAt && localTime(startedAt)),
    ...line('最迟结束', 'Ends at the latest', end && ends(end)),
    ...line('当前状态', 'Now', isIn(part, 'active') ? holdRuns : holdIsOver),
    ...line('告知方式', 'Notice', own['told'] === 'later' ? later : undefined),
    ...line('理由', 'Reason', textIn(own, 'reason')),
  ];
}

const holdRuns: Sentence = { zh: '正在核实', en: 'being verified' };
const holdIsOver: Sentence = { zh: '延迟已结束', en: 'the delay is over' };

function ends(end: string): Sentence {
  return { zh: `${localTime(end)}，到时自动结束`, en: `${localTime(end)}, by itself` };
}

const accountEnds = ['freezeEnds', 'stopPayLapses'];
const lifted: Sentence = { zh: '限制已解除或已到期', en: 'the restriction was lifted or has ended' };
const inForce: Sentence = { zh: '限制有效', en: 'in force' };

function accountLines(part: Part, file: CaseFile, own: Facts): Line[] {
  const frozen = textIn(own, 'frozenAt') !== undefined;
  const clock = file.clocks.find(({ part: id, name }) => id === part.id && accountEnds.includes(name));
  const amount = textIn(own, 'stopped') ?? textIn(own, 'amount');
  const since = restrictedAt(own);
  const measure = frozen ? { zh: '冻结', en: 'frozen' } : { zh: '紧急止付', en: 'emergency stop-payment' };
  return [
    ...line('措施', 'Measure', measure),
    ...line('限制金额', 'Sum restricted', amount && yuan(amount)),
    ...line('决定单位', 'Decided by', { zh: '公安机关', en: 'the police' }),
    ...line('文书编号', 'Order number', textIn(own, 'orderNumber')),
    ...line('开始时间', 'Since', since && localTime(since)),
    ...line('最迟结束', 'Ends at the latest', clock && ends(clock.dueAt)),
    ...line('当前状态', 'Now', clock || isIn(part, 'unrelated') ? inForce : lifted),
    ...line('理由', 'Reason', {
      zh: '该账户内的一笔资金与正在核实的电信网络诈骗线索有关，依法暂不能支取。账户内其他资金不受影响。',
      en: 'A sum in this account is connected with a suspected scam that is being verified. It cannot be paid out for now; other money in the account is not touched.',
    }),
  ];
}
