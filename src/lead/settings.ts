import type { Json, Sentence, Settings } from '../engine/definition/index.js';

/** A limit that the office sets for itself; no law fixes it. */
export interface LocalLimit {
  readonly value: number | string;
  readonly unit: 'minutes' | 'days' | 'fen' | 'milligrams' | 'files';
  readonly title: Sentence;
  /** Where the default comes from. */
  readonly basis: string;
}

const service = 'local service level: no statute sets it; default taken from published cases';

/** Every local limit with its default. A case keeps the limits that were in force when it was opened. */
export const localLimits = {
  acknowledge: {
    value: 2,
    unit: 'minutes',
    title: { zh: '中心签收线索', en: 'the center acknowledges a lead' },
    basis: service,
  },
  dispatch: {
    value: 3,
    unit: 'minutes',
    title: { zh: '签收后派警', en: 'a station is dispatched' },
    basis: service,
  },
  accept: { value: 3, unit: 'minutes', title: { zh: '派出所接收派警', en: 'the station accepts' }, basis: service },
  arrive: { value: 15, unit: 'minutes', title: { zh: '民警到场', en: 'officers are on the scene' }, basis: service },
  answer: {
    value: 10,
    unit: 'minutes',
    title: { zh: '银行补充信息', en: 'the bank answers a question' },
    basis: service,
  },
  bankAnswers: {
    value: 30,
    unit: 'minutes',
    title: { zh: '银行反馈紧急止付', en: 'the bank answers a stop-payment order' },
    basis: 'local service level; 银发〔2016〕86号 asks for an answer at once without minutes',
  },
  feedback: {
    value: 1440,
    unit: 'minutes',
    title: { zh: '向银行反馈结果', en: 'the result goes back to the bank' },
    basis: service,
  },
  feedbackRead: {
    value: 1440,
    unit: 'minutes',
    title: { zh: '银行查看反馈', en: 'the bank reads the result' },
    basis: service,
  },
  feedbackCounts: {
    value: 10080,
    unit: 'minutes',
    title: { zh: '反馈视为已读', en: 'an unread result counts as read' },
    basis: service,
  },
  holdMax: {
    value: 30,
    unit: 'minutes',
    title: { zh: '单次延迟支付最长时间', en: 'the longest delay of one payment' },
    basis: 'local; ATFL art. 18 and 32 set no minutes but ask for lifting at once on verification',
  },
  watchDays: {
    value: 30,
    unit: 'days',
    title: { zh: '劝阻后保护期（回访关怀）', en: 'a dissuaded victim is looked after' },
    basis: 'local; victims cleared once drew again within weeks (Shanghai Changning 2026)',
  },
  alarmAgain: {
    value: 5,
    unit: 'minutes',
    title: { zh: '无人应答时再次告警', en: 'an alarm that nobody answers is raised one level higher' },
    basis: service,
  },
  alarmAgainCalm: {
    value: 60,
    unit: 'minutes',
    title: { zh: '一日以上时限无人应答时再次告警', en: 'the same, of a clock that ran for a day or more' },
    basis: service,
  },
  complaintDays: {
    value: 60,
    unit: 'days',
    title: { zh: '结案后的投诉期', en: 'how long after the closing a cleared customer may complain' },
    basis: 'local; taken from the 60 days of the Administrative Reconsideration Law art. 20',
  },
  eraseDays: {
    value: 30,
    unit: 'days',
    title: {
      zh: '投诉期满后删除个人信息',
      en: "a cleared customer's personal data is erased after the complaint period",
    },
    basis: 'local; Personal Information Protection Law art. 19 and 47: no longer than the purpose needs',
  },
  keepExerciseDays: {
    value: 365,
    unit: 'days',
    title: { zh: '演练案卷中的个人信息保存', en: 'personal data of a drill is kept' },
    basis: 'local; a drill has no real people in it',
  },
  keepNotFiledDays: {
    value: 1095,
    unit: 'days',
    title: { zh: '未立案线索的个人信息保存', en: 'personal data of a lead that was never filed is kept' },
    basis: 'local; the three years of the Civil Code art. 188, Personal Information Protection Law art. 19',
  },
  keepAdministrativeDays: {
    value: 10957,
    unit: 'days',
    title: { zh: '行政案件的个人信息保存', en: 'personal data of an administrative case is kept' },
    basis: "the organ's own archive schedule (Archives Law); 30 years until the office has set it",
  },
  keepCriminalDays: {
    value: 21915,
    unit: 'days',
    title: { zh: '刑事案件的个人信息保存', en: 'personal data of a criminal case is kept' },
    basis: "the organ's own archive schedule (Archives Law); 60 years until the office has set it",
  },
  evidenceDue: {
    value: 1440,
    unit: 'minutes',
    title: { zh: '提交承诺的材料', en: 'promised evidence is delivered' },
    basis: 'local; 公通字〔2016〕14号 asks for recordings on the day, or within 24 hours of returning',
  },
  evidenceScan: {
    value: 60,
    unit: 'minutes',
    title: { zh: '材料查毒', en: 'a file is scanned' },
    basis: service,
  },
  evidenceMost: {
    value: 200,
    unit: 'files',
    title: { zh: '每案材料数量', en: 'files of one case' },
    basis: service,
  },
  decideParcel: {
    value: 1440,
    unit: 'minutes',
    title: { zh: '对暂停投递的寄递物品作出决定', en: 'a parcel that the carrier holds is decided on' },
    basis: service,
  },
  highValue: {
    value: '5000000',
    unit: 'fen',
    title: { zh: '数额较大须县级以上负责人批准扣押', en: 'from this sum on a county-level head approves the seizure' },
    basis: 'CPR art. 228 asks for the approval and leaves the sum to the office',
  },
  highGold: {
    value: '50000',
    unit: 'milligrams',
    title: {
      zh: '黄金达此重量须县级以上负责人批准扣押',
      en: 'from this weight of gold on a county-level head approves the seizure',
    },
    basis: 'CPR art. 228 leaves it to the office; gold is weighed before it is valued, so a weight stands for the sum',
  },
} as const satisfies Record<string, LocalLimit>;

export type LimitName = keyof typeof localLimits;

/** Limits that are no time. */
type Quantities = 'highValue' | 'highGold';

/** Limits in minutes or days. */
export type TimeName = Exclude<LimitName, Quantities>;

/** The limits with which a case is opened unless the office has set others. */
export const defaultSettings: Settings = {
  version: 'guilin-1',
  ...Object.fromEntries(Object.entries(localLimits).map(([name, limit]): [string, Json] => [name, limit.value])),
};

/** A limit in minutes or days; the default when the case was opened before the limit existed. */
export function limitOf(settings: Settings, name: TimeName): number {
  const value = settings[name];
  return typeof value === 'number' ? value : localLimits[name].value;
}

/** The sum in fen from which a seizure needs the approval of a county-level head (CPR art. 228). */
export function highValueOf(settings: Settings): bigint {
  return quantityOf(settings, 'highValue');
}

/** The weight in milligrams from which gold is seized with that approval. */
export function highGoldOf(settings: Settings): bigint {
  return quantityOf(settings, 'highGold');
}

function quantityOf(settings: Settings, name: Quantities): bigint {
  const value = settings[name];
  return BigInt(typeof value === 'string' ? value : localLimits[name].value);
}
