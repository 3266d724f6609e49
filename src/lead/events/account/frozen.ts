import { defineEvent, Fen, Instant } from '../../../engine/definition/index.js';
import { returnedFrom } from '../../parts/assets.js';
import { bankOfTheAccount } from '../../rules/account.js';
import { frozenWhileStopped, notAboveOrder, notAboveSumInQuestion, notBeforeOrder } from '../../rules/freeze.js';

class Frozen {
  @Fen({ zh: '实际冻结金额', en: 'sum frozen' }) amount!: string;
  @Instant({ zh: '冻结时间', en: 'when it was frozen', optional: true }) frozenAt?: string;
}

/** The bank has frozen the money; the months ordered run from that moment. */
export const frozen = defineEvent({
  type: 'account.frozen',
  title: { zh: '已冻结', en: 'Money frozen' },
  roles: ['bankDesk'],
  payload: Frozen,
  example: { amount: '20000000', frozenAt: '2024-11-19T10:00:00+08:00' },
  rules: [bankOfTheAccount, notAboveOrder, notAboveSumInQuestion, notBeforeOrder, frozenWhileStopped],
  facts: ({ view, body, part, at }) => ({
    frozen: body.amount,
    frozenAt: body.frozenAt ?? at,
    returnedBefore: part ? String(returnedFrom(view, part)) : undefined,
    unfreezeOrder: undefined,
    lapsedAt: undefined,
    queuedBehind: undefined,
    queuedUntil: undefined,
  }),
});
