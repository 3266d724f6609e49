import { isIn, type Json, type Part, rule, type Settings, type View } from '../../engine/definition/index.js';
import { textIn, unitsIn } from '../facts.js';
import { parseFen, sumOfNotes } from '../money.js';
import { balanceOf, drawable, isThing } from '../parts/assets.js';
import { claimsOn, openReturns } from '../parts/standing.js';
import { highGoldOf, highValueOf } from '../settings.js';
import { notAfter, plusMinutes, plusMonths } from '../time.js';
import { isFilmed, isPictured } from './evidence.js';
import { toleratedMinutes } from './moment.js';
import { workedOnCase } from './worked-on-case.js';

interface WithOfficers {
  officers: string[];
}

/** A measure on property is taken by two. */
export const twoOfficers = rule<WithOfficers>({
  code: 'twoOfficers',
  needs: 'body',
  sentence: {
    zh: '须由两名以上民警进行，并包括记录人本人，请补全民警',
    en: 'At least two officers are needed, the one who records among them.',
  },
  basis: 'CPR art. 229',
  holds: ({ body, actor }) => new Set(body.officers).size >= 2 && body.officers.includes(actor.account),
});

/** Notes and sum agree. */
export const addsUp = rule<{ amount: string; denominations: Record<string, number> }>({
  code: 'addsUp',
  needs: 'body',
  sentence: {
    zh: '各面额张数之和与总额不符，请重新清点',
    en: 'The notes do not add up to the amount. Count again.',
  },
  basis: 'CPR art. 230',
  holds: ({ body }) => sumOfNotes(body.denominations) === parseFen(body.amount),
});

/** The account named can have paid this sum. */
function withinBalance<B extends { from?: string }>(spent: (body: B) => string | undefined) {
  return rule<B>({
    code: 'notAboveBalance',
    needs: 'body',
    sentence: {
      zh: '所指账户不存在、已了结，或余额不足以支出此款，请核对来自哪个账户和金额',
      en: 'The account named in `from` does not exist, is closed here, or held less than this. Check both.',
    },
    basis: 'integrity of the record: one sum is counted once',
    holds: ({ view, body }) => {
      if (body.from === undefined) return true;
      const account = view.get(body.from);
      if (account?.kind !== 'account' || !isIn(account, ...drawable)) return false;
      return parseFen(spent(body) ?? '0') <= balanceOf(view, account);
    },
  });
}

/** Cash is what came out of the account. */
export const notAboveBalance = withinBalance<{ from?: string; amount: string }>((body) => body.amount);

/** Of gold it is what was paid. */
export const paidWithinBalance = withinBalance<{ from?: string; paid?: string }>((body) => body.paid);

/** Gold that an account paid for has a price. */
export const paidGiven = rule<{ from?: string; paid?: string }>({
  code: 'paidGiven',
  needs: 'body',
  sentence: {
    zh: '填写了付款账户的，须同时填写购买价款，请补填',
    en: 'The account it was paid from is named in `from`: say in `paid` how much, in fen.',
  },
  basis: 'integrity of the record: one sum is counted once',
  holds: ({ body }) => body.from === undefined || body.paid !== undefined,
});

/** The seizure is seen by somebody outside, or filmed throughout. */
export const witnessOrVideo = rule<{ witness?: { relation: string }; video?: string; evidence?: string[] }>({
  code: 'witnessOrVideo',
  needs: 'body',
  sentence: {
    zh: '须有与案件无利害关系且非警务人员的见证人，或全程录音录像，请填写其一，或列出录像材料',
    en: 'A witness who is neither police nor interested is needed, or full audio and video (`video`, or a film among `evidence`).',
  },
  basis: 'CPR art. 194',
  holds: ({ view, body }) =>
    body.witness?.relation === 'none' || body.video !== undefined || isFilmed(view, body.evidence),
});

/** What a thing is worth in fen as far as it is known: cash its sum; gold its value, or before that what was paid. */
function worthOf({ kind, facts }: Part): bigint {
  if (kind === 'cash') return unitsIn(facts, 'amount');
  return unitsIn(facts, facts['value'] === undefined ? 'paid' : 'value');
}

/** So much, all of them together, that a county-level head decides on the seizure. */
export function isHighValue(things: readonly Part[], settings: Settings): boolean {
  const total = (part: (thing: Part) => bigint) => things.reduce((sum, thing) => sum + part(thing), 0n);
  const weight = total((thing) => (thing.kind === 'gold' ? unitsIn(thing.facts, 'amount') : 0n));
  return total(worthOf) >= highValueOf(settings) || weight >= highGoldOf(settings);
}

function securedInAll(view: View): Part[] {
  return view.all().filter((part) => isThing(part) && isIn(part, 'secured', 'seized', 'inCustody', 'announced'));
}

/** What is worth much is seized on the decision of a county-level head. */
export const highValueApproved = rule({
  code: 'highValueApproved',
  needs: 'file',
  sentence: {
    zh: '本案款物价值较大，须制作扣押决定书，请先由县级以上负责人批准扣押',
    en: 'So much, all cash and gold of the case together, is seized on the decision of a county-level head. An approver records seizureApproved first.',
  },
  basis: 'CPR art. 228',
  // One sum stays one sum, also when it is secured in pieces.
  holds: ({ view, part, settings }) =>
    !isHighValue(securedInAll(view), settings) || part?.facts['seizureDecision'] !== undefined,
});

/** What the custodian counts is what was seized. */
export const countedEqual = rule<{ amount: string }>({
  code: 'countedEqual',
  needs: 'body',
  sentence: {
    zh: '清点（称重）数额与扣押数额不符，请当面重新清点，不符不得入库',
    en: 'Counted or weighed is not what was seized. Do it again face to face; it is not taken into custody until both agree.',
  },
  basis: 'CPR art. 235; APR art. 190',
  holds: ({ part, body }) => part !== undefined && BigInt(body.amount) === unitsIn(part.facts, 'amount'),
});

/** Those who investigate do not keep what they took. */
export const notAnOfficerOfThisCase = rule({
  code: 'notAnOfficerOfThisCase',
  needs: 'file',
  sentence: {
    zh: '办案民警不得保管或者发还涉案财物，请由专门的保管人员办理',
    en: 'An officer of this case may neither keep its property nor hand it out. A separate custodian does.',
  },
  basis: 'CPR art. 235',
  holds: (ask) => !workedOnCase(ask),
});

/** Nothing else happens to an asset while it is on its way back. */
export const noReturnUnderWay = rule({
  code: 'noReturnUnderWay',
  needs: 'file',
  sentence: {
    zh: '该财物正在办理发还，请先撤回或不批准该发还',
    en: 'A return of this asset is under way. Withdraw or reject it first.',
  },
  basis: 'CPR art. 234',
  holds: ({ view, part }) => openReturns(view, part?.id).length === 0,
});

/** A notice does not date from before the thing was kept here: the six months are not dated back. */
export const notBeforeKept = rule({
  code: 'notBeforeKept',
  needs: 'file',
  sentence: {
    zh: '公告时间早于接收保管（认定与案件无关）的时间，请核对公告时间',
    en: 'The notice is dated before the thing was taken into custody, or found unrelated. Give the moment at which it was published (`at`).',
  },
  basis: 'CPR art. 233',
  holds: ({ part, at }) => part === undefined || notAfter(part.since, plusMinutes(at, toleratedMinutes)),
});

/** What nobody claims goes to the treasury half a year after the notice. */
export const sixMonthsAnnounced = rule({
  code: 'sixMonthsAnnounced',
  needs: 'file',
  sentence: {
    zh: '公告满六个月无人认领才能上缴国库，请等待公告期满',
    en: 'Only what nobody claimed for six months after the notice goes to the treasury.',
  },
  basis: 'CPR art. 233',
  holds: ({ part, at }) => {
    const announced = textIn(part?.facts, 'announcedAt');
    return announced !== undefined && notAfter(plusMonths(announced, 6), at);
  },
});

/** What is known to be somebody's is not handed to somebody else. */
export const noVerifiedClaim = rule({
  code: 'noVerifiedClaim',
  needs: 'file',
  sentence: {
    zh: '该财物有已核实的认领，不得退还持有人，请先办理发还或驳回该认领',
    en: 'A claim on this is verified: it does not go back to its holder. Return it to the victim, or reject the claim first (claim.rejected).',
  },
  basis: 'CPR art. 233 and 234',
  holds: ({ view, part }) => !claimsOn(view, part?.id).some((claim) => isIn(claim, 'verified')),
});

/** An assay can be seen. */
export const photoOrVideo = rule<{ photo?: string; video?: string; evidence?: string[] }>({
  code: 'photoOrVideo',
  needs: 'body',
  sentence: {
    zh: '检测须拍照或者录像，请填写照片或录像编号，或列出照片、录像材料',
    en: 'An assay is photographed or filmed: give the number as `photo` or `video`, or name the file among `evidence`.',
  },
  basis: 'CPR art. 230',
  holds: ({ view, body }) => body.photo !== undefined || body.video !== undefined || isPictured(view, body.evidence),
});

/** What it is worth depends on what it is. */
export const assayedFirst = rule({
  code: 'assayedFirst',
  needs: 'file',
  sentence: {
    zh: '价格认定以检测成色为依据，请先登记检测结果',
    en: 'The value rests on the fineness. Record gold.assayed first.',
  },
  basis: 'CPR art. 230',
  holds: ({ part }) => part?.facts['fineness'] !== undefined,
});

/** The price is that of a day that has come. */
export const pricedByThen = rule<{ priceDate?: string; field?: string; value?: Json }>({
  code: 'pricedByThen',
  needs: 'body',
  sentence: {
    zh: '价格基准日不能晚于今天，请核对日期',
    en: 'The day whose price is taken (`priceDate`) lies ahead. Check it.',
  },
  basis: 'order of the record: only what has happened is recorded',
  holds: ({ body, recordedAt }) => {
    const day = body.field === 'priceDate' ? body.value : body.priceDate;
    return typeof day !== 'string' || notAfter(`${day}T00:00:00+08:00`, plusMinutes(recordedAt, toleratedMinutes));
  },
});

/** What an approval rests on stays as it was approved. */
export const returnNotApproved = rule({
  code: 'returnNotApproved',
  needs: 'file',
  sentence: {
    zh: '该黄金的发还已批准，不再改动检测和价格，请先撤回发还',
    en: 'A return of this gold is approved on its assay and value as they are. Withdraw the return first.',
  },
  basis: 'CPR art. 234',
  holds: ({ view, part }) => openReturns(view, part?.id).every((back) => isIn(back, 'proposed')),
});

/** Gold goes back only when it is known what it is and what it is worth. */
export const goldAssayedAndValued = rule({
  code: 'goldAssayedAndValued',
  needs: 'file',
  sentence: {
    zh: '黄金须先检测成色并作价格认定才能批准发还，请先登记',
    en: 'Gold is assayed and valued before its return is approved. Record gold.assayed and gold.valued first.',
  },
  basis: 'CPR art. 230 and 234',
  holds: ({ view, part }) => {
    const asset = view.get(textIn(part?.facts, 'asset'));
    return asset?.kind !== 'gold' || asset.facts['value'] !== undefined;
  },
});
