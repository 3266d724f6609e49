import type { Indicator } from './catalogue.js';

type GoldIndicator = Omit<Indicator, 'subject' | 'weight'> & { weight?: number };

const listed: readonly GoldIndicator[] = [
  {
    code: 'GOLD_PURPOSE_VAGUE',
    number: 'GV1',
    name: { zh: '购金用途含糊', en: 'Vague purpose' },
    test: { zh: '购买用途含糊，回答闪烁', en: 'Purpose vague, answers evasive' },
    side: 'victim',
    aspect: 'behaviour',
    source: 'Zibo anti-fraud center letter; Tianjin 2024-11',
  },
  {
    code: 'GOLD_FAR_ABOVE_NEED',
    number: 'GV2',
    name: { zh: '远超正常需要', en: 'Far above normal need' },
    test: {
      zh: '购买数量远超平常需要，家人不知情',
      en: 'The amount is far above normal need and the family does not know',
    },
    side: 'victim',
    aspect: 'behaviour',
    source: 'Zibo; Tianjin',
  },
  {
    code: 'GOLD_BARS_BY_WEIGHT',
    number: 'GV3',
    name: { zh: '只要金条、只问克数', en: 'Bars only, by weight' },
    test: {
      zh: '只要金条，不问价格款式，只关心克数（单次 30 克以上）',
      en: 'Wants bars only, ignores price and style, cares about grams (30 g or more at once)',
    },
    side: 'victim',
    aspect: 'behaviour',
    source: 'Zibo',
  },
  {
    code: 'GOLD_ON_THE_PHONE',
    number: 'GV4',
    name: { zh: '全程听电话、一卡多笔、要求寄往外地', en: 'Directed by phone, ships away' },
    test: {
      zh: '一直通话似受指挥；同卡当日多笔大额；要求寄往外地',
      en: 'On the phone as if directed; one card, large same-day purchases; asks to ship out of town',
    },
    side: 'victim',
    aspect: 'behaviour',
    source: 'Zibo; Fuquan 2025-06-18; Yangzhou 2026-02',
    weight: 3,
  },
  {
    code: 'GOLD_FACE_COVERED',
    number: 'GS1',
    name: { zh: '遮面、戴耳机', en: 'Face covered, headset' },
    test: { zh: '遮挡面部、戴耳机接受指令', en: 'Face covered, headset for instructions' },
    side: 'suspect',
    aspect: 'behaviour',
    source: 'Zibo; Fuquan; Heilongjiang notice 2024-11-07',
  },
  {
    code: 'GOLD_SWEEPS_STOCK',
    number: 'GS2',
    name: { zh: '扫货不议价', en: 'Sweeps the stock' },
    test: { zh: '不议价扫货，只问价格和克数', en: 'Sweeps the stock without bargaining; price and grams only' },
    side: 'suspect',
    aspect: 'behaviour',
    source: 'Fuquan; Heilongjiang; Guangxi police',
  },
  {
    code: 'GOLD_SCOUTED_BEFORE',
    number: 'GS3',
    name: { zh: '事先踩点、换人提货', en: 'Scouted, collected by another' },
    test: { zh: '事先踩点；谈价的人不是提货的人', en: 'Scouts beforehand; who agreed the price is not the collector' },
    side: 'suspect',
    aspect: 'behaviour',
    source: 'Zibo',
  },
  {
    code: 'GOLD_THIRD_PARTY_PAYS',
    number: 'GS4',
    name: { zh: '第三方付款', en: 'A third party pays' },
    test: {
      zh: '不在场的第三人付款，或拍下收款码发给他人',
      en: 'Third parties absent from the shop pay, or the payment code is photographed and sent away',
    },
    side: 'suspect',
    aspect: 'account',
    source: 'Fuquan; Guiyang Nanming; Guangxi police',
    weight: 3,
  },
  {
    code: 'GOLD_SPLIT_PAYMENTS',
    number: 'GS5',
    name: { zh: '拆分付款、等人转账', en: 'Split payments' },
    test: {
      zh: '要求一笔买卖拆成多笔付款，或等他人转账到账再付',
      en: "Asks to split one sale into many payments, or waits for someone else's transfer before paying",
    },
    side: 'suspect',
    aspect: 'account',
    source: 'Guangxi police',
  },
];

/** Features of buying and selling gold, on either side. */
export const goldIndicators: readonly Indicator[] = listed.map((indicator) => ({
  weight: 2,
  ...indicator,
  subject: 'gold',
}));
