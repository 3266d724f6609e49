import { type Ask, rule } from '../../engine/definition/index.js';
import { approvedAt, legalHolds, proposerOf, retentionOf } from '../parts/keeping.js';
import { isHeard, keptUntil } from '../parts/person.js';
import { notAfter } from '../time.js';

/** Nothing is added to a case whose personal data is gone. */
export const notErased = rule({
  code: 'notErased',
  needs: 'file',
  sentence: {
    zh: '本案个人信息已依法删除，不能再记录任何内容；有新情况请另报线索',
    en: 'The personal data of this case was erased, so nothing can be added to it. Report a new lead if there is news.',
  },
  basis: 'PIPL art. 47',
  // The opening has no case to look at yet.
  holds: ({ view }) => view.all().length === 0 || view.root.facts['erasedAt'] === undefined,
});

/** A cleared customer's data goes by itself after the time in which they may complain; any other when two have agreed. */
export const keptLongEnough = rule({
  code: 'keptLongEnough',
  needs: 'file',
  sentence: {
    zh: '客户已被排除的，须案件已结、投诉期满并再过规定天数；其他案件须保存期满并经两人同意。未到期的请继续保存',
    en: 'Personal data is erased once a cleared customer can complain no more and some days have passed, or once the period of the case is over and two persons have agreed.',
  },
  basis: 'PIPL art. 19 and 47; AML Law art. 39',
  holds: (ask) => {
    const { view, closedAt, settings, at } = ask;
    const kept = keptOf(ask);
    // A complaint that came and was answered after the approval has begun the period anew.
    if (approvedAt(view.root, kept) !== undefined) return kept.until !== null && notAfter(kept.until, at);
    const due = keptUntil(view.all(), closedAt, settings);
    return due !== null && notAfter(due, at);
  },
});

/** Nobody's complaint, claim or return loses its ground. */
export const nothingToBeHeard = rule({
  code: 'nothingToBeHeard',
  needs: 'file',
  sentence: {
    zh: '还有投诉、认领或发还未办结，请先答复或办结再删除',
    en: 'A complaint, a claim or a return is still open. It is answered or decided before anything is erased.',
  },
  basis: 'AML Law art. 39; ATFL art. 32',
  holds: ({ view }) => isHeard(view.all()),
});

/** What a court, a prosecutor or an inspector asks to be kept is kept, whatever the period says. */
export const noLegalHold = rule({
  code: 'noLegalHold',
  needs: 'file',
  sentence: {
    zh: '本案已依法保全，不能删除；请待所有保全解除后再办理',
    en: 'A legal hold stands on this case, so nothing of it is erased. Wait until every hold is lifted.',
  },
  basis: 'CPL art. 54; local: what somebody else asks to be kept is kept',
  holds: ({ view }) => legalHolds(view.root).length === 0,
});

/** The period of the class has passed; a cleared customer needs nobody's proposal. */
export const retentionOver = rule({
  code: 'retentionOver',
  needs: 'file',
  sentence: {
    zh: '本类案件的保存期限未满，请继续保存；已排除客户的信息到期由系统自动删除，不必提出',
    en: 'The period for which such a case is kept is not over. What is known of a cleared customer is erased by itself and needs no proposal.',
  },
  basis: 'PIPL art. 19 and 47; Archives Law',
  holds: (ask) => {
    const kept = keptOf(ask);
    return kept.class !== 'cleared' && kept.until !== null && notAfter(kept.until, ask.at);
  },
});

/** One proposal at a time. */
export const notProposedYet = rule({
  code: 'notProposedYet',
  needs: 'file',
  sentence: {
    zh: '删除已有人提出，请等待审批',
    en: 'The erasure was proposed already. Somebody else approves or refuses it.',
  },
  basis: 'local: two pairs of eyes on an erasure',
  holds: (ask) => proposerOf(ask.view.root, keptOf(ask)) === undefined,
});

/** There is a proposal to decide on. */
export const proposalStands = rule({
  code: 'proposalStands',
  needs: 'file',
  sentence: {
    zh: '没有待审批的删除提议，请先由值班员或中心负责人提出',
    en: 'No erasure has been proposed. The duty officer or the head of the center proposes it first.',
  },
  basis: 'local: two pairs of eyes on an erasure',
  holds: (ask) => proposerOf(ask.view.root, keptOf(ask)) !== undefined,
});

/** Whoever proposed it does not approve it. */
export const notTheErasureProposer = rule({
  code: 'notTheErasureProposer',
  needs: 'file',
  sentence: {
    zh: '提出删除的人不能审批，请由另一名负责人审批',
    en: 'Whoever proposed the erasure does not approve it. Ask somebody else.',
  },
  basis: 'PIPL art. 51; local: two pairs of eyes on an erasure',
  holds: (ask) => proposerOf(ask.view.root, keptOf(ask)) !== ask.actor.account,
});

/** The same document asks once. */
export const notHeldByIt = rule<{ authority: string }>({
  code: 'notHeldByIt',
  needs: 'body',
  sentence: {
    zh: '该文书的保全已经登记，请核对文号',
    en: 'A legal hold by this document stands already. Check its number.',
  },
  basis: 'local: what somebody else asks to be kept is kept',
  holds: ({ view, body }) => !legalHolds(view.root).some(({ authority }) => authority === body.authority),
});

/** There is such a hold. */
export const holdStands = rule<{ authority: string }>({
  code: 'holdStands',
  needs: 'body',
  sentence: {
    zh: '没有以该文号登记的保全，请核对文号',
    en: 'No legal hold by this document stands. Check its number.',
  },
  basis: 'local: what somebody else asks to be kept is kept',
  holds: ({ view, body }) => legalHolds(view.root).some(({ authority }) => authority === body.authority),
});

/** Whoever placed it does not lift it. */
export const liftedByAnother = rule<{ authority: string }>({
  code: 'liftedByAnother',
  needs: 'body',
  sentence: {
    zh: '登记保全的人不能解除，请由另一名负责人解除',
    en: 'Whoever placed a legal hold does not lift it. Ask somebody else.',
  },
  basis: 'PIPL art. 51; local: two pairs of eyes on an erasure',
  holds: ({ view, body, actor }) =>
    legalHolds(view.root).every(({ authority, by }) => authority !== body.authority || by !== actor.account),
});

function keptOf({ view, closedAt, settings }: Pick<Ask, 'view' | 'closedAt' | 'settings'>) {
  return retentionOf(view.all(), closedAt, settings);
}
