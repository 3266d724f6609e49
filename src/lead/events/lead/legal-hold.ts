import { defineEvent, FreeText, type Part, Plain } from '../../../engine/definition/index.js';
import { objectsIn } from '../../facts.js';
import { approver } from '../../roles.js';
import { holdStands, liftedByAnother, notHeldByIt } from '../../rules/erasure.js';

class LegalHold {
  @Plain({ zh: '要求保全的文书编号', en: 'number of the document that asks for it' }) authority!: string;
  @FreeText({ zh: '理由', en: 'reason' }) reason!: string;
}

const roles = ['centerLead', ...approver];

/** The legal holds of other documents than this one. */
function others(root: Part, authority: string) {
  return objectsIn(root.facts, 'legalHolds').filter((one) => one['authority'] !== authority);
}

/** A court, a prosecutor, an inspection or a party needs the case whole: nothing of it is erased until this is lifted. */
export const legalHoldPlaced = defineEvent({
  type: 'lead.legalHoldPlaced',
  title: { zh: '登记保全', en: 'Place a legal hold' },
  roles,
  payload: LegalHold,
  effect: 'accompanies',
  example: { authority: '桂03民初2025-118号调查令', reason: '法院要求保全涉诉材料' },
  rules: [notHeldByIt],
  facts: ({ view, body, actor, at }) => ({
    legalHolds: [...others(view.root, body.authority), { ...body, by: actor.account, at }],
  }),
});

/** It is needed no more. */
export const legalHoldLifted = defineEvent({
  type: 'lead.legalHoldLifted',
  title: { zh: '解除保全', en: 'Lift a legal hold' },
  roles,
  payload: LegalHold,
  effect: 'accompanies',
  example: { authority: '桂03民初2025-118号调查令', reason: '案件审结，法院同意解除' },
  rules: [holdStands, liftedByAnother],
  facts: ({ view, body }) => {
    const left = others(view.root, body.authority);
    return { legalHolds: left.length > 0 ? left : undefined };
  },
});
