import { openFacts } from '../../access/sealing/index.js';
import { type CaseFile, type Facts, isObject, type Part, type Sentence } from '../../engine/definition/index.js';
import { textIn } from '../../lead/facts.js';
import { citation } from '../../lead/law.js';
import { openingLine } from '../../lead/restitution/flows.js';
import { sum } from '../../lead/restitution/share-out.js';
import type { Looking } from '../file-view.js';
import { type Line, line } from '../slips/line.js';
import { localTime } from '../slips/units.js';
import { explain } from './explain.js';
import { type Proposed, proposedIn } from './proposed.js';
import { type Unit, unitOf, withUnits } from './unit.js';
import { labels, modes, objectBy, remedies, standings } from './words.js';

/** One victim of the table. */
export interface WorkingRow {
  readonly victim: Sentence;
  readonly claimed: Sentence;
  readonly earlier: Sentence;
  readonly how: readonly Sentence[];
  readonly now: Sentence;
}

/** One line of the flow table as the computation used it. */
export interface FlowRow {
  readonly id: Sentence;
  readonly came: Sentence | undefined;
  readonly went: Sentence | undefined;
  readonly balance: Sentence;
  /** What of an inflow was left before any return; undefined where nothing can be told apart. */
  readonly left: Sentence | undefined;
}

/** What stands on the sheet of a return's working. */
export interface WorkingSheet {
  readonly number: string;
  readonly exercise: boolean;
  readonly lines: readonly Line[];
  readonly flows: readonly FlowRow[];
  readonly isTraced: boolean;
  readonly rows: readonly WorkingRow[];
  readonly total: { readonly claimed: Sentence; readonly earlier: Sentence; readonly now: Sentence };
  /** From what was there to what stays, in one sentence that adds up. */
  readonly balance: Sentence;
  readonly remedies: readonly Sentence[];
  readonly calls: readonly Line[];
  readonly printedAt: Sentence;
}

/** What is known around it, besides the case. */
export interface WorkingGround {
  /** The organ in charge. */
  readonly organ: (Sentence & { readonly phone: string | null }) | undefined;
  readonly hotline: string;
  readonly now: string;
}

/** PURE. The working of a return as a table that a victim can follow; of people it says masks only. */
export function workingOf(part: Part, file: CaseFile, looking: Looking, ground: WorkingGround): WorkingSheet {
  const asset = file.parts.find((one) => one.id === part.facts['asset']);
  const unit = unitOf(asset?.kind);
  const proposed = proposedIn(part.facts);
  const nameOf = (victim: string) => maskedName(victim, file, looking);
  const rows = proposed.claims.map((claim) => ({
    victim: same(`${nameOf(claim.victim)}（${claim.claim}）`),
    claimed: unit.say(claim.claimed),
    earlier: unit.say(returnedTo(claim.victim, proposed)),
    how: explain(claim, proposed, unit),
    now: unit.say(claim.amount),
  }));
  const { claims } = proposed;
  const now = sum(claims.map(({ amount }) => amount));
  return {
    number: `${looking.number} · ${part.id}`,
    exercise: looking.definition.index(file).exercise,
    lines: headOf(part, asset, proposed, unit, file, looking),
    flows: flowRows(proposed, unit),
    isTraced: proposed.isTraced,
    rows,
    total: {
      claimed: unit.say(sum(claims.map(({ claimed }) => claimed))),
      earlier: unit.say(sum(claims.map(({ victim }) => returnedTo(victim, proposed)))),
      now: unit.say(now),
    },
    balance: withUnits(
      unit,
      (said) => `可返还 ${said(proposed.available)} − 本次返还 ${said(now)} ＝ 剩余 ${said(proposed.available - now)}`,
      (said) =>
        `available ${said(proposed.available)} − comes back now ${said(now)} = stays ${said(proposed.available - now)}`,
    ),
    remedies: remediesOf(part.facts, ground.now),
    calls: callsOf(ground),
    printedAt: same(localTime(ground.now)),
  };
}

function same(text: string): Sentence {
  return { zh: text, en: text };
}

function maskedName(victim: string, file: CaseFile, looking: Looking): string {
  const facts = file.parts.find((one) => one.id === victim)?.facts ?? {};
  return textIn(opened(facts, file, looking), 'name') ?? victim;
}

function opened(facts: Facts, file: CaseFile, { caseKey }: Looking): Facts {
  const open = openFacts(facts, caseKey, file.id, 'zh');
  return isObject(open) ? open : {};
}

function returnedTo(victim: string, { earlier }: Proposed): bigint {
  return sum(earlier.filter((one) => one.victim === victim).map(({ amount }) => amount));
}

function headOf(
  part: Part,
  asset: Part | undefined,
  proposed: Proposed,
  unit: Unit,
  file: CaseFile,
  looking: Looking,
): Line[] {
  const { mode, version, available, common, losses } = proposed;
  const words = modes[mode];
  const state = typeof part.state === 'string' ? part.state : '';
  return [
    ...line('财物', 'What', asset && whatOf(asset, file, looking)),
    ...line('返还方式', 'In which way', words?.name),
    ...line('法律依据', 'Legal basis', words && citation(words.basis)),
    ...line('计算公式', 'Formula', words && versioned(words.formula, version)),
    ...line('本次可返还', 'Can go back now', unit.say(available)),
    ...(common > 0n ? line('参加分配', 'Shared out', potWords(common, available, losses, unit)) : []),
    ...line('当前状态', 'Now', standings[state]),
    ...noticeLines(part.facts, mode),
    ...line('方案摘要值', 'Hash of the proposal', textIn(part.facts, 'proposal')),
  ];
}

function whatOf({ kind, facts }: Part, file: CaseFile, looking: Looking): Sentence {
  if (kind === 'cash') return { zh: '扣押的现金', en: 'cash that was seized' };
  if (kind === 'gold') return { zh: '扣押的黄金', en: 'gold that was seized' };
  const number = textIn(opened(facts, file, looking), 'number') ?? '';
  return { zh: `账户 ${number} 内冻结的资金`, en: `money frozen in account ${number}` };
}

function versioned({ zh, en }: Sentence, version: string): Sentence {
  return { zh: `${zh}（第 ${version} 版）`, en: `${en} (version ${version})` };
}

function potWords(common: bigint, available: bigint, losses: bigint, unit: Unit): Sentence {
  return withUnits(
    unit,
    (said) =>
      `本次可返还 ${said(available)} ＋ 参加分配者此前已返还 ${said(common - available)} ＝ ${said(common)}；其损失合计 ${said(losses)}`,
    (said) =>
      `available ${said(available)} + what came back earlier to those who share ${said(common - available)} = ${said(common)}; their losses are ${said(losses)}`,
  );
}

function noticeLines(facts: Facts, mode: string): Line[] {
  if (mode !== 'proRata') return [];
  const from = textIn(facts, 'announcedAt');
  const to = textIn(facts, 'noticeEndsAt');
  if (!from || !to) return line('公告', 'Public notice', { zh: '尚未公告', en: 'not announced yet' });
  return [
    ...line('公告', 'Public notice', `${textIn(facts, 'noticeNumber') ?? ''} · ${textIn(facts, 'medium') ?? ''}`),
    ...line('公告期', 'Time to object', {
      zh: `${localTime(from)} 至 ${localTime(to)}`,
      en: `${localTime(from)} to ${localTime(to)}`,
    }),
  ];
}

function remediesOf(facts: Facts, now: string): Sentence[] {
  const end = textIn(facts, 'noticeEndsAt');
  return [
    ...(end && now < end ? [objectBy(localTime(end)), remedies.once] : []),
    remedies.fault,
    remedies.late,
    remedies.free,
  ];
}

function callsOf({ organ, hotline }: WorkingGround): Line[] {
  const place =
    organ && line(organ.zh, organ.en, organ.phone ?? { zh: '拨打 110 转接', en: 'call 110, who put you through' });
  return [...(place ?? []), ...line(labels.hotline.zh, labels.hotline.en, hotline)];
}

function flowRows({ flows, left }: Proposed, unit: Unit): FlowRow[] {
  let balance = 0n;
  return flows.map(({ id, way, amount }) => {
    balance += way === 'in' ? amount : -amount;
    const still = way === 'in' ? left?.get(id) : undefined;
    return {
      id: id === openingLine ? labels.opening : same(id),
      came: way === 'in' ? unit.say(amount) : undefined,
      went: way === 'out' ? unit.say(amount) : undefined,
      balance: unit.say(balance),
      left: still === undefined ? undefined : unit.say(still),
    };
  });
}
