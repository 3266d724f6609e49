import { isIn, type Part, rule, type View } from '../../engine/definition/index.js';
import { requestEnds } from '../detention.js';
import { numberIn, textIn } from '../facts.js';
import { ageIn, isProtected } from '../parts/protection.js';
import { questioningEnds } from '../questioning.js';
import { notAfter, plusMinutes } from '../time.js';
import { filedSince } from './filing.js';
import { toleratedMinutes } from './moment.js';

/** Nobody of a protected group is kept longer. */
export const notProtected = rule({
  code: 'notProtected',
  needs: 'file',
  sentence: {
    zh: '不满十六周岁的未成年人、已满七十周岁的老年人、怀孕或者正在哺乳自己不满一周岁婴儿的妇女，盘问不得超过四小时，不得延长，请按时释放并登记',
    en: 'A person under 16, of 70 or over, pregnant or nursing a child under one year is questioned for 4 hours at most. Record the release.',
  },
  basis: 'Rules on continued questioning (2004) art. 11',
  holds: ({ part, known }) => !isProtected(part?.facts) && (ageIn(known) ?? 'adult') === 'adult',
});

/** Whoever is kept longer than 12 hours is known not to be one of them. */
export const ageKnown = rule({
  code: 'ageKnown',
  // The edge may know by now what the file does not: papers that were recorded since.
  needs: 'body',
  sentence: {
    zh: '被盘问人年龄不明，不得延长。请先查明身份，更正或补充证件号码、出生日期，或者登记年龄情形',
    en: 'Nobody knows how old this person is, so the questioning is not extended. Find out first, and record it with suspect.rectified: idNumber, birthDate or protection.',
  },
  basis: 'Rules on continued questioning (2004) art. 11',
  holds: ({ part, known }) => ageIn(known) !== undefined || textIn(part?.facts, 'age') !== 'unknown',
});

/** A date of birth that is on record is not replaced in passing: another one may take a protection away. */
export const birthDateOnce = rule<{ birthDate?: string }>({
  code: 'birthDateOnce',
  needs: 'body',
  sentence: {
    zh: '出生日期已登记，此处请勿填写；登记有误的，请由第二人更正',
    en: 'A date of birth is on record. Leave `birthDate` out; if the recorded one is wrong a second person corrects it (suspect.rectified).',
  },
  basis: 'local: two pairs of eyes on money, accounts and identities; Rules on continued questioning (2004) art. 11',
  holds: ({ part, body }) => body.birthDate === undefined || part?.facts['birthDate'] === undefined,
});

/** A case was filed meanwhile: what questioning was for is done. */
export const stillNotFiled = rule({
  code: 'stillNotFiled',
  needs: 'file',
  sentence: {
    zh: '已经立案（受案），继续盘问不得延长，请改用传唤、拘留，或者释放并登记',
    en: 'The case is filed meanwhile: questioning is not extended any more. Summon, detain or release the person.',
  },
  basis: 'Rules on continued questioning (2004) art. 9 (6)',
  holds: ({ view, at }) => {
    const filed = filedSince(view);
    return filed === undefined || !notAfter(filed, at);
  },
});

/** Since when somebody is in our hands under the measure that stands: the latest of what is on record. */
function heldSince(part: Part | undefined): string | undefined {
  const arrived = isIn(part, 'questioning', 'summoned') ? ['arrivedAt'] : [];
  const names = ['caughtAt', ...arrived, ...(isIn(part, 'detained') ? ['detainedAt'] : [])];
  return names
    .flatMap((name) => textIn(part?.facts, name) ?? [])
    .sort()
    .at(-1);
}

function isBeforeHeld(part: Part | undefined, left: string): boolean {
  const since = heldSince(part);
  return since !== undefined && !notAfter(since, plusMinutes(left, toleratedMinutes));
}

/** Nobody gets away before they came: the time in custody would shrink. */
export const fledAfterHeld = rule({
  code: 'fledAfterHeld',
  needs: 'body',
  sentence: {
    zh: '逃跑时间早于抓获、到案或者拘留时间，请核对发生时间',
    en: 'The person would have fled before being caught, brought in or detained. Check `at`.',
  },
  basis: 'order of the record: only what has happened is recorded',
  holds: ({ part, at }) => isIn(part, 'identified') || !isBeforeHeld(part, at),
});

/** Nobody leaves before they came. */
export const releasedAfterCaught = rule<{ releasedAt?: string }>({
  code: 'releasedAfterCaught',
  needs: 'body',
  sentence: {
    zh: '离开时间早于抓获、到案或者拘留时间，请核对离开时间',
    en: 'The person would have left before being caught, brought in or detained. Check `releasedAt`, or `at`.',
  },
  basis: 'order of the record: only what has happened is recorded',
  holds: ({ part, body, at }) => !isBeforeHeld(part, body.releasedAt ?? at),
});

/** Nor does a correction make it so. */
export const stillReleasedAfterCaught = rule<{ field: string; value: unknown }>({
  ...releasedAfterCaught,
  holds: ({ part, body }) => body.field !== 'releasedAt' || !isBeforeHeld(part, String(body.value)),
});

/** The wanted list rests on a detention or an arrest that is decided, and that on a criminal case. */
export const decidedInCriminalCase = rule({
  code: 'decidedInCriminalCase',
  needs: 'file',
  sentence: {
    zh: '上网追逃须已决定拘留或者逮捕，而本案尚未刑事立案，请先登记刑事立案，经批准拘留后再上网',
    en: 'Only who is to be detained or arrested goes on the wanted list, and that is decided in a criminal case. Record lead.filed with kind `criminal` first.',
  },
  basis: 'CPR art. 274 and 351',
  holds: ({ view }) => isCriminal(view),
});

/** Bail is a measure of criminal procedure. */
export const bailInCriminalCase = rule({
  code: 'bailInCriminalCase',
  needs: 'file',
  sentence: {
    zh: '刑事立案后才能取保候审，请先登记刑事立案',
    en: 'Bail is granted in a criminal case that is filed. Record lead.filed with kind `criminal` first.',
  },
  basis: 'CPR art. 81 and 174',
  holds: ({ view }) => isCriminal(view),
});

function isCriminal(view: View): boolean {
  return filedSince(view) !== undefined && textIn(view.root.facts, 'caseKind') === 'criminal';
}

/** 12 hours become 24, and 24 become 48; never 12 at once 48. */
export const stepByStep = rule<{ hours: number }>({
  code: 'stepByStep',
  needs: 'body',
  sentence: {
    zh: '只能由 12 小时延至 24 小时，再由 24 小时延至 48 小时，请改填下一级时数',
    en: 'Questioning is extended from 12 to 24 hours, and from 24 to 48. Give the next step.',
  },
  basis: 'Rules on continued questioning (2004) art. 11',
  holds: ({ part, body }) => body.hours === 2 * (numberIn(part?.facts, 'hours') ?? 12) && body.hours <= 48,
});

/** What has run out is not extended. */
export const extendedInTime = rule({
  code: 'extendedInTime',
  needs: 'file',
  sentence: {
    zh: '盘问期限已届满，不得延长，请立即释放或者依法采取其他措施',
    en: 'The questioning has run out and cannot be extended. Release the person, or take another measure the law allows.',
  },
  basis: 'Rules on continued questioning (2004) art. 11',
  holds: ({ part, at }) => {
    const arrived = textIn(part?.facts, 'arrivedAt');
    return arrived !== undefined && notAfter(at, questioningEnds(part?.facts, arrived));
  },
});

/** Nobody is summoned before there is a case: what is looked into until then restricts nobody's liberty. */
export const summonedInFiledCase = rule({
  code: 'summonedInFiledCase',
  needs: 'file',
  sentence: {
    zh: '立案（受案）后才能传唤，请先登记立案；立案前可以依法继续盘问',
    en: 'Nobody is summoned before the case is filed. Record lead.filed first; until then a person can be questioned (suspect.questioned).',
  },
  basis: 'CPR art. 174 and 198; APR art. 67',
  holds: ({ view }) => filedSince(view) !== undefined,
});

/** Hours of a summons when nothing more was decided: 12 in a criminal case, 8 in an administrative one. */
export function usualSummonsHours(view: View): number {
  return isCriminal(view) ? 12 : 8;
}

/** A summons lasts 12 hours, in grave and complex cases 24; in an administrative case 8, or 24. */
export const hoursOfSummons = rule<{ hours?: number }>({
  code: 'hoursOfSummons',
  needs: 'body',
  sentence: {
    zh: '传唤持续时间：刑事案件 12 小时，案情特别重大复杂的 24 小时；行政案件 8 小时，案情复杂且可能适用行政拘留的 24 小时。请改填',
    en: 'A summons lasts 12 hours, or 24 in a grave and complex criminal case; in an administrative case 8, or 24 where it is complex and detention may follow. Change the hours.',
  },
  basis: 'CPR art. 200; CPL art. 119; APR art. 69',
  holds: ({ view, body }) => body.hours === undefined || [usualSummonsHours(view), 24].includes(body.hours),
});

/** The request for arrest is extended to 7 days, or 30 for roaming, repeated or gang crime. */
export const sevenOrThirtyDaysToRequest = rule<{ days: number }>({
  code: 'sevenOrThirtyDaysToRequest',
  needs: 'body',
  sentence: {
    zh: '提请批准逮捕的期限只能延长至 7 日；流窜、多次、结伙作案的可至 30 日，请改填 7 或 30',
    en: 'The time to request the arrest is extended to 7 days, or to 30 for roaming, repeated or gang crime.',
  },
  basis: 'CPR art. 129',
  holds: ({ body }) => body.days === 7 || body.days === 30,
});

/** What was extended to 30 days is not cut to 7 by extending it once more. */
export const requestNotShortened = rule<{ days: number }>({
  code: 'requestNotShortened',
  needs: 'body',
  sentence: {
    zh: '提请批准逮捕的期限已延长至更长时间，延长不能缩短期限，请核对天数',
    en: 'The time to request the arrest was extended to more days already, and an extension never shortens it. Check the days.',
  },
  basis: 'CPR art. 129',
  holds: ({ part, body }) => body.days >= (numberIn(part?.facts, 'requestDays') ?? 0),
});

/** A detention whose time to request the arrest has run out is not lengthened afterwards. */
export const requestExtendedInTime = rule({
  code: 'requestExtendedInTime',
  needs: 'file',
  sentence: {
    zh: '提请批准逮捕的期限已届满，不得补办延长，请立即释放或者变更强制措施',
    en: 'The time to request the arrest has run out and is not extended afterwards. Record suspect.released, or change the measure.',
  },
  basis: 'CPR art. 129; CPL art. 91 and 99',
  holds: ({ part, at }) => {
    const detained = textIn(part?.facts, 'detainedAt');
    return detained !== undefined && notAfter(at, requestEnds(part?.facts, detained));
  },
});
