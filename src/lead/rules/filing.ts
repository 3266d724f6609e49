import { rule, type View } from '../../engine/definition/index.js';
import { textIn } from '../facts.js';
import { openReturns, progressOf, regionOf } from '../parts/standing.js';

function isFiled(view: View): boolean {
  return regionOf(view.root, 'filing') === 'filed';
}

/** Nothing is seized or frozen before a case is filed. */
export const caseFiled = rule({
  code: 'caseFiled',
  needs: 'file',
  sentence: {
    zh: '立案（受案）后才能扣押，请先记录 lead.filed',
    en: 'Cash can be seized only after the case is filed. Record lead.filed first.',
  },
  basis: 'CPR art. 174',
  holds: ({ view }) => isFiled(view),
});

/** Detention belongs to a criminal case. */
export const criminalCaseFiled = rule({
  code: 'criminalCaseFiled',
  needs: 'file',
  sentence: {
    zh: '刑事立案后才能拘留，请先记录刑事案件的 lead.filed',
    en: 'A person can be detained only in a criminal case that is filed. Record lead.filed with kind `criminal` first.',
  },
  basis: 'CPR art. 124 and 174',
  holds: ({ view }) => isFiled(view) && textIn(view.root.facts, 'caseKind') === 'criminal',
});

/** Continued questioning ends with the filing of a case. */
export const notYetFiled = rule({
  code: 'notYetFiled',
  needs: 'file',
  sentence: {
    zh: '已立案，不得再适用继续盘问，请改用传唤或拘留',
    en: 'The case is filed: continued questioning is no longer allowed. Use a summons or detention.',
  },
  basis: 'Rules on continued questioning (2004) art. 9 (6)',
  holds: ({ view }) => !isFiled(view),
});

/** Filing is decided by those who have been there. */
export const onScene = rule({
  code: 'onScene',
  needs: 'file',
  sentence: {
    zh: '民警到场核实后才能决定是否立案',
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
    zh: '只能延长至 7 日或 30 日，自首次认定起算',
    en: 'Give 7 or 30 days, counted from the first finding.',
  },
  basis: '公通字〔2015〕32号; CPR art. 129',
  holds: ({ body }) => body.days === 7 || body.days === 30,
});

/** A case is revoked when it turns out to be none. */
export const foundLegitimate = rule({
  code: 'foundLegitimate',
  needs: 'file',
  sentence: {
    zh: '认定为正常后才能撤案，请先记录 lead.classified',
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
    zh: '有返还正在办理，请先撤回或驳回',
    en: 'A return is under way. Withdraw or reject it first.',
  },
  basis: 'CPR art. 234',
  holds: ({ view }) => openReturns(view).length === 0,
});
