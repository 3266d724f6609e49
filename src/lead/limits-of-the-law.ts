import type { Sentence } from '../engine/definition/index.js';

/** A limit of time that the law sets for something in such a case, and which clock keeps it. */
export interface LimitOfTheLaw {
  readonly id: string;
  readonly title: Sentence;
  readonly limit: Sentence;
  /** Cited as by rules and clocks. */
  readonly basis: string;
  /** The clocks that keep it; empty: none does. */
  readonly keptBy: readonly string[];
  /** What no clock keeps of it, and why; never missing where `keptBy` is empty. */
  readonly open?: Sentence;
}

/** Every limit of time that the law sets for the matters this product is about: kept, or not and why. */
export const limitsOfTheLaw: readonly LimitOfTheLaw[] = [
  {
    id: 'K1',
    title: { zh: '紧急止付', en: 'emergency stop-payment' },
    limit: { zh: '48 小时，同一账户至多两次', en: '48 hours, at most twice for an account' },
    basis: '银发〔2016〕86号 art. 2 (1) 2',
    keptBy: ['stopPayLapses'],
  },
  {
    id: 'K2',
    title: { zh: '冻结账户', en: 'freeze of an account' },
    limit: {
      zh: '6 个月（重大、复杂的经设区的市批准 1 年），期满前续冻，否则自动解除',
      en: '6 months, a year with the approval of the city; renewed before it ends, else it lapses',
    },
    basis: 'CPR art. 240 and 243',
    keptBy: ['freezeEnds', 'freezeWarning30', 'freezeWarning7', 'freezeWarning1'],
  },
  {
    id: 'K3',
    title: { zh: '解除与案件无关的查封、扣押、冻结', en: 'what does not belong to the case is released' },
    limit: { zh: '查明后 3 日', en: '3 days from finding it out' },
    basis: 'CPL art. 145; CPR art. 233 and 247',
    keptBy: ['unfreezeUnrelated', 'releaseUnrelated'],
  },
  {
    id: 'K4',
    title: { zh: '按比例返还的公告', en: 'public notice of a return in proportion' },
    limit: { zh: '30 日', en: '30 days' },
    basis: 'Return rules art. 8 (3)',
    keptBy: ['noticeEnds'],
  },
  {
    id: 'K5',
    title: { zh: '银行办理返还', en: 'the bank pays a return' },
    limit: { zh: '现场办理，否则 3 个工作日', en: 'on the spot, else 3 working days' },
    basis: 'Return rules art. 12',
    keptBy: ['bankExecutes'],
  },
  {
    id: 'K6',
    title: { zh: '移送不属于本机关管辖的案件', en: 'a case that belongs elsewhere is sent there' },
    limit: { zh: '24 小时', en: '24 hours' },
    basis: 'CPR art. 175; APR art. 61 (2)',
    keptBy: ['transfer'],
  },
  {
    id: 'K7',
    title: { zh: '移送后通知', en: 'those concerned are told of the transfer' },
    limit: { zh: '3 日', en: '3 days' },
    basis: 'CPR art. 184',
    keptBy: ['transferNotice'],
  },
  {
    id: 'K8',
    title: { zh: '立案审查', en: 'whether a case is filed is decided' },
    limit: {
      zh: '3 日，需要查证的 7 日，重大、疑难的 30 日',
      en: '3 days, 7 where it needs checks, 30 in a grave case',
    },
    basis: '公通字〔2015〕32号',
    keptBy: ['filingReview'],
  },
  {
    id: 'K9',
    title: { zh: '紧急处置后补办受案登记', en: 'registered after an emergency was dealt with' },
    limit: { zh: '处置完毕后 24 小时', en: '24 hours from the end of dealing with it' },
    basis: '公通字〔2015〕32号',
    keptBy: ['registerSecured'],
    open: {
      zh: '凡当场控制款物的，24 小时内须受案并扣押，否则退还。没有控制款物的，线索在上报时已经登记，其后由立案审查的期限管',
      en: 'Where something was secured it is registered and seized within 24 hours, or goes back. Where nothing was, the lead itself was registered when it was reported, and the review of the filing runs',
    },
  },
  {
    id: 'K10',
    title: { zh: '当场采取强制措施后报告', en: 'a measure taken on the spot is reported' },
    limit: { zh: '24 小时', en: '24 hours' },
    basis: 'APR art. 56',
    keptBy: ['registerSecured'],
    open: {
      zh: '补办手续有期限；口头报告本身不另设事项，措施登记时值班员和负责人即可看到',
      en: 'Making it regular is under the clock. The report itself is no entry of its own: whoever leads sees the measure as soon as it is recorded',
    },
  },
  {
    id: 'K11',
    title: { zh: '涉案财物移交保管', en: 'what was seized is handed to a custodian' },
    limit: { zh: '24 小时', en: '24 hours' },
    basis: 'APR art. 190; 公通字〔2015〕21号 art. 12 and 13',
    keptBy: ['handOver'],
    open: {
      zh: '异地办案返回后、紧急鉴定后起算的例外尚不能登记，一律从扣押起算，只会提前提醒',
      en: 'That it runs only from the return, or from an urgent assay, cannot be recorded yet: it runs from the seizure, and reminds early',
    },
  },
  {
    id: 'K12',
    title: { zh: '行政案件中的扣押', en: 'seizure in an administrative case' },
    limit: {
      zh: '30 日，经批准延长 30 日，鉴定时间不计',
      en: '30 days, extended by 30; the time of an assay does not count',
    },
    basis: 'APR art. 112',
    keptBy: [],
    open: {
      zh: '尚未实现：扣押不区分刑事和行政，且鉴定时间须扣除。行政受案后转刑事的不再适用；在此之前请办案单位自行掌握',
      en: 'Not built yet: a seizure does not tell criminal from administrative cases, and assays stop this limit. It ends when the case becomes criminal; until then the station keeps it by itself',
    },
  },
  {
    id: 'K13',
    title: { zh: '无人认领的财物', en: 'property that nobody claims' },
    limit: { zh: '公告 6 个月', en: '6 months from the notice' },
    basis: 'CPR art. 233',
    keptBy: ['unclaimed'],
  },
  {
    id: 'K14',
    title: { zh: '继续盘问', en: 'continued questioning' },
    limit: {
      zh: '12 小时，逐级延长至 24、48 小时；受保护人员 4 小时',
      en: '12 hours, extended to 24 and 48 step by step; 4 for the protected',
    },
    basis: 'Rules on continued questioning (2004) art. 10 and 11',
    keptBy: ['questioning'],
  },
  {
    id: 'K15',
    title: { zh: '传唤、到案后决定措施', en: 'summons, and what happens to somebody who was caught' },
    limit: { zh: '12 小时，特别重大、复杂的 24 小时', en: '12 hours, 24 in a grave and complex case' },
    basis: 'CPR art. 200; CPL art. 119',
    keptBy: ['decideMeasure', 'summons'],
  },
  {
    id: 'K16',
    title: {
      zh: '拘留后送看守所、通知家属、讯问、提请逮捕、批准逮捕',
      en: 'after a detention: house, family, interview, request for the arrest, decision on it',
    },
    limit: {
      zh: '各 24 小时；3 日，可延至 7 日、30 日；提请后 7 日',
      en: '24 hours each; 3 days, extended to 7 or 30; 7 days from the request',
    },
    basis: 'CPR art. 126 to 129; CPL art. 91',
    keptBy: ['detentionHouse', 'familyNotice', 'interview', 'arrestRequest', 'arrestDecision'],
  },
  {
    id: 'K17',
    title: { zh: '答复客户投诉', en: 'a customer is answered' },
    limit: { zh: '15 日', en: '15 days' },
    basis: 'AML Law art. 39',
    keptBy: ['answerComplaint'],
  },
  {
    id: 'K18',
    title: {
      zh: '告知限制措施和救济，核实后解除',
      en: 'a restriction is told with its remedy, and lifted once verified',
    },
    limit: { zh: '即时', en: 'at once' },
    basis: 'ATFL art. 18 and 32',
    keptBy: ['tellCustomer', 'holdExpires', 'answerComplaint'],
    open: {
      zh: '延迟支付须当场告知，或者在结束前告知。账户止付、冻结的告知单可由开户行打印，交付没有期限；法律没有写几日',
      en: 'A delayed payment is told at once, or before it ends. The slip of a stopped or frozen account can be printed by its bank; no clock runs on handing it over, and the law names no days',
    },
  },
  {
    id: 'K19',
    title: { zh: '黄金经营者大额现金交易报告', en: 'a gold dealer reports a large cash sale' },
    limit: { zh: '5 个工作日', en: '5 working days' },
    basis: '银发〔2025〕124号',
    keptBy: [],
    open: {
      zh: '不在本系统内：由经营者向反洗钱中心报告，与线索是否成案无关',
      en: 'Not here: the dealer reports to the anti-money-laundering center, whatever becomes of a lead',
    },
  },
  {
    id: 'K20',
    title: { zh: '不予立案通知和复议', en: 'a decision not to file is served, and reviewed on request' },
    limit: { zh: '3 日内送达，收到后 7 日内可申请复议', en: 'served in 3 days; review asked for within 7' },
    basis: 'CPR art. 178 and 179',
    keptBy: [],
    open: {
      zh: '尚未实现：只在有控告人时适用，而线索多由银行上报。控告人在报案的机关收到通知；请办案单位在不予立案的理由中写明送达情况',
      en: 'Not built yet: it applies where somebody accused, and most leads come from a bank. Until then the station serves the notice by itself and writes in the reason of lead.filingDeclined that it did',
    },
  },
  {
    id: 'K21',
    title: { zh: '客户资料和交易记录保存', en: 'records of customers and transactions are kept' },
    limit: { zh: '至少 10 年', en: 'at least 10 years' },
    basis: 'AML Law art. 34',
    keptBy: [],
    open: {
      zh: '由银行在自己的系统中保存。本系统不删除案卷；只对已排除的客户在投诉期后销毁其个人信息（PIPL），案卷的其余内容保留',
      en: 'Banks keep theirs in their own systems. Here no case is ever deleted: only the personal data of a cleared customer is destroyed after the time for complaints, and the rest of the record stays',
    },
  },
];
