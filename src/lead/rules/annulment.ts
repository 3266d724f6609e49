import { rule, undoingIn } from '../../engine/definition/index.js';

interface Annulment {
  version: number;
  statement?: string;
}

/** The report itself stays. */
export const notTheOpening = rule({
  code: 'notTheOpening',
  needs: 'file',
  sentence: {
    zh: '除报告外没有可作废的记录；误报请由银行撤回',
    en: 'There is nothing to annul but the report, and that stays. If it was a mistake the bank withdraws it (lead.withdrawn).',
  },
  basis: 'integrity of the record',
  holds: ({ view }) => view.lastMoved > 1,
});

/** Nothing rests on it yet. */
export const nothingFollowed = rule<Annulment>({
  code: 'nothingFollowed',
  needs: 'body',
  sentence: {
    zh: '只能作废最后一项有实际变化的记录；其后已有其他办理，请按相应步骤纠正，或更正所登记的内容',
    en: 'Only the last entry that moved anything can be annulled, and another followed or this one moved nothing. Set it right with the event for it, or correct the fact (<kind>.rectified).',
  },
  basis: 'integrity of the record: a later decision may have relied on it',
  holds: ({ view, body }) => view.lastMoved === body.version,
});

const never = [
  'lead.reported',
  'clock.struck',
  'lead.recordedInError',
  'lead.reopened',
  'lead.linked',
  'lead.personalDataErased',
];

/** What a clock did, what reaches into another case, and an annulment itself are not taken back. */
export const annullable = rule<Annulment>({
  code: 'annullable',
  needs: 'body',
  sentence: {
    zh: '没有这一版本，或该记录不能作废：报告、时限到期、作废、重新打开和并案不能作废，请核对版本',
    en: 'There is no such entry, or it cannot be annulled: a report, a strike of a clock, an annulment, a reopening and a linking stay.',
  },
  basis: 'integrity of the record',
  holds: ({ known }) => {
    const entry = undoingIn(known);
    return entry !== null && !never.includes(entry.type);
  },
});

/** What closed the case is set right by opening it again. */
export const notTheClosing = rule<Annulment>({
  code: 'notTheClosing',
  needs: 'body',
  sentence: {
    zh: '该记录使案件结案，不能作废；请由中心负责人重新打开',
    en: 'This entry closed the case and stays. The head of the center reopens the case (lead.reopened).',
  },
  basis: 'integrity of the record: a closed case is reopened, not unclosed',
  holds: ({ known }) => undoingIn(known)?.closed !== true,
});

/** That money or things went back is taken back only on the word of those who gave them. */
export const paidInErrorStated = rule<Annulment>({
  code: 'paidInErrorStated',
  needs: 'body',
  sentence: {
    zh: '已登记的返还、发还只能由中心负责人凭银行或保管人员的书面说明作废，请填写书面说明编号或报中心负责人',
    en: 'That something went back is annulled by the head of the center alone, on the written statement of the bank or the custodian: give its number as `statement`.',
  },
  basis: 'CPR art. 234; Return rules art. 12',
  holds: ({ known, actor, body }) =>
    undoingIn(known)?.type !== 'return.executed' || (actor.role === 'centerLead' && body.statement !== undefined),
});
