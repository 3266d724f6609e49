import { rule, type Sentence, type View } from '../../engine/definition/index.js';
import { numberIn, textIn } from '../facts.js';
import { openReturns, progressOf, regionOf } from '../parts/standing.js';
import { notAfter, plusDays, plusMinutes } from '../time.js';
import { toleratedMinutes } from './moment.js';

function isFiled(view: View): boolean {
  return regionOf(view.root, 'filing') === 'filed';
}

/** Since when the case has been filed, as what it may be; undefined when it is not. */
export function filedSince(view: View): string | undefined {
  return isFiled(view) ? textIn(view.root.facts, 'firstFiledAt') : undefined;
}

/** Nothing is seized or frozen before a case is filed. */
function afterFiling(sentence: Sentence) {
  return rule({
    code: 'caseFiled',
    needs: 'file',
    sentence,
    basis: 'CPR art. 174',
    holds: ({ view }) => isFiled(view),
  });
}

/** Nothing is seized. */
export const caseFiled = afterFiling({
  zh: '立案（受案）后才能扣押，请先登记立案',
  en: 'Property can be seized only after the case is filed. Record lead.filed first.',
});

/** Nothing is frozen. */
export const freezeCaseFiled = afterFiling({
  zh: '立案（受案）后才能冻结，请先登记立案；立案前可以紧急止付',
  en: 'Money can be frozen only after the case is filed. Record lead.filed first; until then it can be stop-paid (account.stopPayOrdered).',
});

/** Detention belongs to a criminal case. */
export const criminalCaseFiled = rule({
  code: 'criminalCaseFiled',
  needs: 'file',
  sentence: {
    zh: '刑事立案后才能拘留，请先登记刑事立案',
    en: 'A person can be detained only in a criminal case that is filed. Record lead.filed with kind `criminal` first.',
  },
  basis: 'CPR art. 124 and 174',
  holds: ({ view }) => isFiled(view) && textIn(view.root.facts, 'caseKind') === 'criminal',
});

/** What a seizure or a detention is dated: never before the filing that allows it. */
function notBefore(filing: 'firstFiledAt' | 'filedAt', sentence: Sentence, basis: string) {
  return rule({
    code: 'notBeforeFiling',
    needs: 'body',
    sentence,
    basis,
    holds: ({ view, body, at }) => {
      const filed = textIn(view.root.facts, filing);
      const detained: unknown = Reflect.get(body, 'detainedAt');
      const done = typeof detained === 'string' ? detained : at;
      return filed === undefined || notAfter(filed, plusMinutes(done, toleratedMinutes));
    },
  });
}

/** Recorded after the filing, a seizure must have been done after it too. */
export const seizedAfterFiling = notBefore(
  'firstFiledAt',
  {
    zh: '扣押时间早于立案（受案）时间：立案前不得扣押，请核对发生时间',
    en: 'The seizure is dated before the filing of the case, when nothing may be seized. Check `at`.',
  },
  'CPR art. 174',
);

/** So must an order to freeze. */
export const frozenAfterFiling = notBefore(
  'firstFiledAt',
  {
    zh: '批准冻结时间早于立案（受案）时间：立案前不得冻结，请核对发生时间',
    en: 'The order is dated before the filing of the case, when nothing may be frozen. Check `at`.',
  },
  'CPR art. 174',
);

/** So must a detention, after the case became a criminal one. */
export const detainedAfterFiling = notBefore(
  'filedAt',
  {
    zh: '拘留时间早于刑事立案时间：刑事立案前不得拘留，请核对拘留时间',
    en: 'The detention is dated before the criminal case was filed. Check `detainedAt`, or `at`.',
  },
  'CPR art. 124 and 174',
);

/** Continued questioning ends with the filing of a case. */
export const notYetFiled = rule<{ arrivedAt: string }>({
  code: 'notYetFiled',
  needs: 'body',
  sentence: {
    zh: '立案（受案）后不得再适用继续盘问，请改用传唤或拘留',
    en: 'The case is filed: continued questioning is no longer allowed. Use a summons or detention.',
  },
  basis: 'Rules on continued questioning (2004) art. 9 (6)',
  holds: ({ view, body }) => {
    const filed = filedSince(view);
    return filed === undefined || !notAfter(filed, body.arrivedAt);
  },
});

/** A case is filed once. Accepted as administrative it may still become criminal (行政转刑事). */
export const notYetCriminal = rule({
  code: 'notYetCriminal',
  needs: 'file',
  sentence: {
    zh: '本案已按刑事案件立案，不必重复登记，请继续办理后续事项',
    en: 'The case is filed as a criminal one already. Go on from there; it is not filed twice.',
  },
  basis: 'APR art. 65',
  holds: ({ view }) => !isFiled(view) || textIn(view.root.facts, 'caseKind') === 'administrative',
});

/** Filed again it becomes criminal: never the other way, and never the same again. */
export const onlyToCriminal = rule<{ kind: string }>({
  code: 'onlyToCriminal',
  needs: 'body',
  sentence: {
    zh: '本案已按行政案件受案，再次登记只能转为刑事案件，请将案件类别选为刑事',
    en: 'The case is accepted as an administrative one already. Filed again it can only become criminal: give kind `criminal`.',
  },
  basis: 'APR art. 65',
  holds: ({ view, body }) => !isFiled(view) || body.kind === 'criminal',
});

/** Filing is decided by those who have been there. */
export const onScene = rule({
  code: 'onScene',
  needs: 'file',
  sentence: {
    zh: '民警到场核实后才能决定是否立案，请先登记到达现场',
    en: 'Whether to file is decided once officers have been on the scene.',
  },
  basis: 'CPR art. 171',
  holds: ({ view }) => ['onScene', 'intervening', 'cleared'].includes(progressOf(view)),
});

/** The review of a filing is extended to 7 or 30 days. */
export const sevenOrThirtyDays = rule<{ days: number }>({
  code: 'sevenOrThirtyDays',
  needs: 'body',
  sentence: {
    zh: '立案审查只能延长至 7 日或 30 日（自首次认定起算），请改填 7 或 30',
    en: 'Give 7 or 30 days, counted from the first finding.',
  },
  basis: '公通字〔2015〕32号',
  holds: ({ body }) => body.days === 7 || body.days === 30,
});

/** What was extended to 30 days is not cut to 7 by extending it once more. */
export const reviewNotShortened = rule<{ days: number }>({
  code: 'reviewNotShortened',
  needs: 'body',
  sentence: {
    zh: '立案审查期限已延长至更长时间，延长不能缩短期限，请核对天数',
    en: 'The review was extended to more days already, and an extension never shortens it. Check the days.',
  },
  basis: '公通字〔2015〕32号',
  holds: ({ view, body }) => body.days >= (numberIn(view.root.facts, 'reviewDays') ?? 0),
});

/** A review that has run out is decided, not lengthened afterwards. */
export const reviewExtendedInTime = rule({
  code: 'reviewExtendedInTime',
  needs: 'file',
  sentence: {
    zh: '立案审查期限已届满，不得补办延长，请立即决定立案或者不予立案',
    en: 'The review has run out and is not extended afterwards. Record lead.filed or lead.filingDeclined now.',
  },
  basis: '公通字〔2015〕32号',
  holds: ({ view, at }) => {
    const found = textIn(view.root.facts, 'foundAt');
    return found !== undefined && notAfter(at, plusDays(found, numberIn(view.root.facts, 'reviewDays') ?? 3));
  },
});

/** A case is revoked when it turns out to be none. */
export const foundLegitimate = rule({
  code: 'foundLegitimate',
  needs: 'file',
  sentence: {
    zh: '认定为正常后才能撤案，请先登记认定',
    en: 'A case is revoked only after the finding is `legitimate`. Record lead.classified first.',
  },
  basis: 'CPR art. 186',
  holds: ({ view }) => textIn(view.root.facts, 'finding') === 'legitimate',
});

/** Nothing of the case is on its way to anybody. */
export const noReturnAtAll = rule({
  code: 'noReturnUnderWay',
  needs: 'file',
  sentence: {
    zh: '有发还正在办理，请先撤回或不批准',
    en: 'A return is under way. Withdraw or reject it first.',
  },
  basis: 'CPR art. 234',
  holds: ({ view }) => openReturns(view).length === 0,
});
