import { rule } from '../../engine/definition/index.js';
import { numberIn } from '../facts.js';

/** An account is stopped twice at most. */
export const atMostTwoStops = rule({
  code: 'atMostTwoStops',
  needs: 'file',
  sentence: {
    zh: '同一账户最多紧急止付两次，请立案后申请冻结',
    en: 'An account may be stop-paid twice at most, and it was. File the case and request a freeze.',
  },
  basis: '银发〔2016〕86号 art. 2 (1) 2',
  holds: ({ part }) => (numberIn(part?.facts, 'orders') ?? 0) < 2,
});

/** The bank lifts a stop when the police say so. */
export const unfreezeOrdered = rule({
  code: 'unfreezeOrdered',
  needs: 'file',
  sentence: {
    zh: '解除止付须凭公安机关的解除通知，请先由民警通知解除止付',
    en: 'The bank lifts the stop on the order of an officer. An officer records account.unfreezeOrdered first.',
  },
  basis: 'CPR art. 247',
  holds: ({ part }) => part?.facts['unfreezeOrder'] !== undefined,
});
