import type { Sentence } from '../../engine/definition/index.js';

/** What a slip says of one kind of measure: title, legal basis, what can be done about it. */
export interface MeasureWords {
  readonly title: Sentence;
  /** What the slip is, and what it is not. */
  readonly note: Sentence;
  readonly basis: Sentence;
  readonly remedies: readonly Sentence[];
  /** What is good to have at hand. */
  readonly documents: readonly Sentence[];
  /** Who signs. */
  readonly signs: readonly Sentence[];
}

/** Said on every slip of a customer: a measure is no finding. */
const noFinding: Sentence = {
  zh: '本单只告知一项临时措施及其理由，不是对您的任何认定。在核实清楚之前，您是待核实人员。',
  en: 'This notice tells you of a temporary measure and the reason for it. It says nothing against you: until the matter is verified, you are a person to be verified.',
};

/** What helps to have a measure lifted. */
const documents: readonly Sentence[] = [
  { zh: '本人有效身份证件和本告知单', en: 'your valid identity document, and this slip' },
  {
    zh: '资金来源证明：工资流水、合同、收据、转账记录等',
    en: 'where the money comes from: payslips, contract, receipts',
  },
  {
    zh: '资金用途证明：合同、发票、缴费通知、病历等',
    en: 'what it is for: contract, invoice, request for payment, medical bill',
  },
  {
    zh: '与收款人或汇款人关系的说明；委托他人办理的，另带书面委托书',
    en: 'how you know the payee or the sender; somebody who comes for you needs your written authority',
  },
];

/** Headings and small words. */
export const labels = {
  number: { zh: '告知单编号', en: 'Slip number' },
  basis: { zh: '法律依据', en: 'Legal basis' },
  remedies: { zh: '您可以这样做', en: 'What you can do' },
  documents: { zh: '请准备的材料', en: 'Documents to bring' },
  call: { zh: '联系谁', en: 'Whom to ask' },
  outlet: { zh: '网点', en: 'Outlet' },
  center: { zh: '投诉电话', en: 'For complaints' },
  teller: { zh: '告知人（签名）', en: 'Given by (signature)' },
  customer: { zh: '客户（签收）', en: 'Received by' },
  when: { zh: '告知时间', en: 'Date and time' },
  printed: { zh: '打印时间', en: 'Printed' },
  emergency: { zh: '核实来电真假', en: 'To check a call' },
  officer: { zh: '民警（签名）', en: 'Officer (signature)' },
  person: { zh: '本人（签收）', en: 'Received by' },
  drill: { zh: '演练', en: 'DRILL' },
  drillNote: {
    zh: '演练用单，不产生任何效力；单上人员和账户均为虚构。',
    en: 'For a drill only: of no effect. The people and accounts on it are invented.',
  },
} satisfies Record<string, Sentence>;

const bankSigns = [labels.teller, labels.customer, labels.when];

const complain: Sentence = {
  zh: '对措施或办理过程有异议的，拨打下方电话向反诈中心投诉，报告知单编号即可，不必说明案情。投诉由未参与本案的人员办理，15 日内答复，您不会因投诉受到不利对待。',
  en: 'Complain to the anti-fraud center by the telephone number below: the number of this slip is enough. Somebody who had no part in the matter looks into it and answers within 15 days. Complaining never counts against you.',
};

/** A payment that the bank delays. */
export const holdWords: MeasureWords = {
  title: { zh: '延迟支付告知单', en: 'Notice of a delayed payment' },
  note: noFinding,
  documents,
  signs: bankSigns,
  basis: {
    zh: '《中华人民共和国反电信网络诈骗法》第十八条、第三十二条第三款',
    en: 'Anti-Telecom-Fraud Law, art. 18 and art. 32 para. 3',
  },
  remedies: [
    {
      zh: '向办理业务的网点说明情况并提交下列材料。核实后立即恢复支付；最长到上述时间，延迟自动结束。',
      en: 'Explain the payment at the outlet and hand in the documents below. Once verified, it is paid at once; at the time above the delay ends by itself.',
    },
    complain,
  ],
};

/** An account in which the police had money stopped or frozen. */
export const accountWords: MeasureWords = {
  title: { zh: '账户限制告知单', en: 'Notice of a restriction on an account' },
  note: noFinding,
  documents,
  signs: bankSigns,
  basis: {
    zh: '《中华人民共和国反电信网络诈骗法》第二十条、第三十二条第三款',
    en: 'Anti-Telecom-Fraud Law, art. 20 and art. 32 para. 3',
  },
  remedies: [
    {
      zh: '向开户银行或反诈中心提交下列材料，申请解除。查明与案件无关的，三日内解除限制。',
      en: 'Ask your bank or the anti-fraud center to lift the restriction, and hand in the documents below. Money found to be unconnected is released within three days.',
    },
    complain,
  ],
};

/** The police contact somebody whose money it may be, or who is about to be cheated of it. */
export const victimWords: MeasureWords = {
  title: { zh: '公安机关联系告知单', en: 'The police contact you: how to check it' },
  note: {
    zh: '请先核实，再与我们交谈。骗子也会冒充公安机关，核实是您的权利，我们等您。',
    en: 'Check first, then talk to us. Swindlers pretend to be the police: checking is your right, and we wait.',
  },
  basis: {
    zh: '《中华人民共和国反电信网络诈骗法》第三十四条',
    en: 'Anti-Telecom-Fraud Law, art. 34',
  },
  remedies: [
    {
      zh: '挂断电话，自己拨打 110，报出本单编号，请其核实是否公安机关在联系您。不要回拨来电显示的号码，也不要拨打别人给您的号码。',
      en: 'Hang up, dial 110 yourself and give the number of this sheet: they find out whether it is the police. Do not call back the number that called you, nor one that somebody gives you.',
    },
    {
      zh: '民警不会索要验证码、密码，不会要求您转账、付费、下载软件、共享屏幕，也没有“安全账户”。凡这样要求的都是诈骗。',
      en: 'No officer asks for a code or a password, or has you transfer money, pay, install an app or share your screen; there is no “safe account”. Whoever asks for this is a swindler.',
    },
    {
      zh: '返还被骗资金不收任何费用，不需要您先交钱。',
      en: 'Money is given back free of charge. You never pay first.',
    },
    complain,
  ],
  documents: [
    { zh: '本人有效身份证件', en: 'your valid identity document' },
    { zh: '转账凭证、银行流水', en: 'proof of the transfers, bank statements' },
    { zh: '聊天记录、对方账号和电话', en: 'the chats, their accounts and numbers' },
    { zh: '已报案的，带受案回执', en: 'if you have reported it already, the receipt' },
  ],
  signs: [labels.officer, labels.person, labels.when],
};
