import { type Ask, isObject, rule, undoingIn } from '../../engine/definition/index.js';

interface Complaint {
  slip?: string;
  noSlip?: string;
}

/** The customer reads out the number, or it is said why there is none. */
export const slipOrReason = rule<Complaint>({
  code: 'slipOrReason',
  needs: 'body',
  sentence: {
    zh: '请填写告知单编号；客户没有告知单的，请写明原因',
    en: 'Give the number on the slip. If the customer has none, say why (`noSlip`).',
  },
  basis: 'ATFL art. 32',
  holds: ({ body }) => body.slip !== undefined || body.noSlip !== undefined,
});

/** The slip was issued in this case. */
export const slipOfThisCase = rule<Complaint>({
  code: 'slipOfThisCase',
  needs: 'body',
  sentence: {
    zh: '这个编号的告知单不属于本案，请与客户核对编号，或按编号登记投诉',
    en: 'The slip of this number belongs to another case, or to none. Let the number find the case: POST /center/complaints.',
  },
  basis: 'ATFL art. 32; integrity of the record',
  holds: ({ body, known }) => body.slip === undefined || isObject(known['slip']),
});

/** Whoever acts recorded nothing in this case, and does not answer for it now (who took it over recorded nothing either). */
function isUninvolved({ known, view, actor }: Ask): boolean {
  return known['involved'] === false && view.root.facts['owner'] !== actor.account;
}

/** Nobody judges what they did themselves. */
export const uninvolved = rule({
  code: 'uninvolved',
  needs: 'body',
  sentence: {
    zh: '您参与过本案的办理，投诉须由未参与的人答复，请转交其他值班员或中心负责人',
    en: 'You took part in this case. A complaint is answered by somebody who did not: pass it to another duty officer or to the head of the center.',
  },
  basis: 'ATFL art. 32; local: nobody is judge in their own cause',
  holds: isUninvolved,
});

/** Nobody rewrites a complaint about themselves. */
export const rewrittenByUninvolved = rule({
  ...uninvolved,
  sentence: {
    zh: '您参与过本案的办理，投诉的内容和答复须由未参与的人更正，请转交其他值班员或中心负责人',
    en: 'You took part in this case. What a complaint says, or its answer, is corrected by somebody who did not: pass it to another duty officer or to the head of the center.',
  },
});

/** Nor makes one disappear. */
export const annulledByUninvolved = rule({
  ...uninvolved,
  sentence: {
    zh: '您参与过本案的办理，投诉和答复的误记须由未参与的人作废，请转交其他值班员或中心负责人',
    en: 'You took part in this case. A complaint or its answer, if recorded in error, is annulled by somebody who did not: pass it to another duty officer or to the head of the center.',
  },
  holds: (ask) => undoingIn(ask.known)?.type.startsWith('complaint.') !== true || isUninvolved(ask),
});
