import { rule } from '../../engine/definition/index.js';
import { numberIn, textIn } from '../facts.js';

/** An account is stopped twice at most, whichever part or case the orders stand in. */
export const atMostTwoStops = rule({
  code: 'atMostTwoStops',
  needs: 'file',
  sentence: {
    zh: '同一账户最多紧急止付两次（含其他线索中的止付），请立案后申请冻结',
    en: 'An account may be stop-paid twice at most, orders in other cases included, and it was. File the case and request a freeze (account.freezeRequested).',
  },
  basis: '银发〔2016〕86号 art. 2 (1) 2',
  holds: ({ part, known }) => (numberIn(part?.facts, 'orders') ?? 0) + (numberIn(known, 'stopsElsewhere') ?? 0) < 2,
});

/** Only the bank that keeps the account knows what became of its money. */
export const bankOfTheAccount = rule({
  code: 'bankOfTheAccount',
  needs: 'file',
  sentence: {
    zh: '该账户不在本行开立，请由开户行办理并反馈',
    en: 'Your bank does not keep this account. The bank that keeps it carries this out and records it.',
  },
  basis: '银发〔2016〕86号 art. 2 (1) 2; CPR art. 239',
  holds: ({ part, actor }) => actor.role !== 'bankDesk' || actor.org.code === textIn(part?.facts, 'bank'),
});

/** The bank lifts a stop or a freeze when the police say so. */
export const unfreezeOrdered = rule({
  code: 'unfreezeOrdered',
  needs: 'file',
  sentence: {
    zh: '解除止付、冻结须凭公安机关的解除通知，请先由民警通知解除',
    en: 'The bank lifts a stop or a freeze on the order of an officer. An officer records account.unfreezeOrdered first.',
  },
  basis: 'CPR art. 247',
  holds: ({ part }) => part?.facts['unfreezeOrder'] !== undefined,
});
