import { isIn, rule, type View } from '../../engine/definition/index.js';
import { textIn, unitsIn } from '../facts.js';
import { parseFen, sumOfNotes } from '../money.js';
import { balanceOf, claimsOn, openReturns } from '../parts/standing.js';
import { highValueOf } from '../settings.js';
import { notAfter, plusMonths } from '../time.js';
import { isFilmed } from './evidence.js';
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

interface Secured {
  amount: string;
  from?: string;
}

/** The account named can have paid this sum. */
export const notAboveBalance = rule<Secured>({
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
    if (account?.kind !== 'account' || !isIn(account, 'located', 'stopPayOrdered', 'stopPaid')) return false;
    return parseFen(body.amount) <= balanceOf(view, account);
  },
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

function securedInAll(view: View): bigint {
  const held = view.of('cash').filter((cash) => isIn(cash, 'secured', 'seized', 'inCustody', 'announced'));
  return held.reduce((sum, cash) => sum + unitsIn(cash.facts, 'amount'), 0n);
}

/** A high sum is seized on the decision of a county-level head. */
export const highValueApproved = rule({
  code: 'highValueApproved',
  needs: 'file',
  sentence: {
    zh: '本案现金数额较大，须制作扣押决定书，请先由县级以上负责人批准扣押',
    en: 'So high a sum, all cash of the case together, is seized on the decision of a county-level head. An approver records cash.seizureApproved first.',
  },
  basis: 'CPR art. 228',
  // One sum stays one sum, also when it is secured in pieces.
  holds: ({ view, part, settings }) =>
    securedInAll(view) < highValueOf(settings) || part?.facts['seizureDecision'] !== undefined,
});

/** What the custodian counts is what was seized. */
export const countedEqual = rule<{ amount: string }>({
  code: 'countedEqual',
  needs: 'body',
  sentence: {
    zh: '清点数额与扣押数额不符，请当面重新清点，不符不得入库',
    en: 'Counted is not what was seized. Count again face to face; it is not taken into custody until both agree.',
  },
  basis: 'CPR art. 235; APR art. 190',
  holds: ({ part, body }) => part !== undefined && parseFen(body.amount) === unitsIn(part.facts, 'amount'),
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
