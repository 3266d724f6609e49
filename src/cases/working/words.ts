import type { Sentence } from '../../engine/definition/index.js';

/** What the sheet of a return's working says. */

/** Headings and small words. */
export const labels = {
  title: { zh: '返还数额计算表', en: 'How a return was computed' },
  number: { zh: '线索编号 · 返还方案', en: 'Matter · return' },
  note: {
    zh: '本表说明每位被害人本次能返还多少、怎样算出。数额由系统按已核实的认领计算，任何人不能填写；每一步都可以用计算器复算。',
    en: 'This table shows how much comes back to each victim now, and why. The sums are computed from the verified claims, nobody types them in, and every step can be reckoned again by hand.',
  },
  flows: { zh: '银行流水（按银行记账时间先后）', en: "The bank's lines, in the order of its own times" },
  shares: { zh: '逐人计算', en: 'Person by person' },
  object: { zh: '有异议怎么办', en: 'How to object' },
  call: { zh: '联系谁', en: 'Whom to ask' },
  hotline: { zh: '反诈中心', en: 'The anti-fraud center' },
  total: { zh: '合计', en: 'Sum' },
  opening: { zh: '期初余额', en: 'balance before' },
} satisfies Record<string, Sentence>;

/** The columns of the two tables. */
export const columns = {
  victim: { zh: '被害人', en: 'Victim' },
  claimed: { zh: '认领数额', en: 'Claimed' },
  earlier: { zh: '此前已返还', en: 'Came back earlier' },
  how: { zh: '怎样计算', en: 'How it is computed' },
  now: { zh: '本次返还', en: 'Comes back now' },
  line: { zh: '流水', en: 'Line' },
  came: { zh: '转入', en: 'Came in' },
  went: { zh: '转出', en: 'Went out' },
  balance: { zh: '余额', en: 'Balance' },
  left: { zh: '这一笔还剩', en: 'Left of this inflow' },
} satisfies Record<string, Sentence>;

interface ModeWords {
  readonly name: Sentence;
  /** As the law is cited in a basis. */
  readonly basis: string;
  readonly formula: Sentence;
}

/** The ways in which something goes back, by the name of the formula without its version. */
export const modes: Readonly<Record<string, ModeWords>> = {
  direct: {
    name: { zh: '直接返还（一笔入账、一名被害人）', en: 'direct: one inflow, one victim' },
    basis: 'Return rules art. 8 (1)',
    formula: {
      zh: '认领数额与入账所剩数额，取较小者',
      en: 'the smaller of the claim and of what is left of the inflow',
    },
  },
  timestamp: {
    name: { zh: '按时间戳返还（逐笔溯源）', en: "by the bank's time: each inflow traced" },
    basis: 'Return rules art. 8 (2)',
    formula: {
      zh: '认领数额与入账所剩数额，取较小者',
      en: 'the smaller of the claim and of what is left of the inflows',
    },
  },
  proRata: {
    name: { zh: '按比例返还（不能直接溯源）', en: 'in proportion: it cannot be traced' },
    basis: 'Return rules art. 8 (3)',
    formula: {
      zh: '（本次可返还＋此前已返还）× 本人损失 ÷ 损失合计 − 本人此前已返还；够付时全部返还，至多返还损失',
      en: '(what can go back now + what came back earlier) × own loss ÷ all losses − what came back to oneself; in full where it suffices, never above the loss',
    },
  },
  physical: {
    name: { zh: '实物发还', en: 'the thing itself' },
    basis: 'CPR art. 234',
    formula: {
      zh: '够付时全部发还；不够时按损失比例',
      en: 'in full where it suffices, else in proportion to the losses',
    },
  },
};

const proposed: Sentence = { zh: '方案已提出，尚未批准', en: 'proposed, not approved yet' };
const approved: Sentence = { zh: '已批准，正在办理', en: 'approved, on its way' };
const over: Sentence = { zh: '方案已作废，不按本表返还', en: 'given up: nothing goes back by this table' };

/** How the return stands, by its state. */
export const standings: Readonly<Record<string, Sentence>> = {
  proposed,
  announced: { zh: '公告期内或公告期满待批准', en: 'announced; not approved yet' },
  objected: { zh: '有异议，正在核查', en: 'somebody objected; it is being checked' },
  approved,
  noticeServed: approved,
  executed: { zh: '已返还', en: 'it has gone back' },
  rejected: over,
  withdrawn: over,
};

/** What somebody who finds a fault can do. */
export const remedies = {
  free: {
    zh: '返还不收任何费用，不需要您先交钱，也不会向您索要验证码、密码。',
    en: 'A return is free of charge. You never pay first, and nobody asks you for a code or a password.',
  },
  once: {
    zh: '异议由民警核查并答复，答复前不批准返还；公告期不因异议重新计算。',
    en: 'The police check an objection and answer it; until then nothing is approved. The days of the notice do not begin anew.',
  },
  fault: {
    zh: '数额、流水或者人员有误，或者还有别的被害人的，请在款物返还前告知办理单位，带上转账凭证、银行流水；查实后撤回方案，重新计算。',
    en: 'If a sum, a line or a person is wrong, or there is another victim, tell the organ in charge before anything has gone back, with proof of the transfer and bank statements. If you are right the return is withdrawn and computed anew.',
  },
  late: {
    zh: '返还以后才知道的被害人，可以对剩余部分提出认领，另行办理。',
    en: 'A victim who learns of it later can claim what is left, in a procedure of its own.',
  },
} satisfies Record<string, Sentence>;

/** Until when somebody can object to what was announced. */
export function objectBy(end: string): Sentence {
  return {
    zh: `${end} 前，可以向下列单位口头或者书面提出异议：说明哪一笔、为什么，附上凭证。`,
    en: `Until ${end} you can object, in writing or by word of mouth, at the places below: say which line and why, and bring what proves it.`,
  };
}
