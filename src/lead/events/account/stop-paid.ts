import { defineEvent, Fen, Instant } from '../../../engine/definition/index.js';
import { holdsRunning } from '../../parts/standing.js';
import { bankOfTheAccount } from '../../rules/account.js';
import { notAboveSumInQuestion } from '../../rules/freeze.js';

class StopPaid {
  @Fen({ zh: '止付金额', en: 'sum stopped' }) amount!: string;
  @Instant({ zh: '止付时间', en: 'when it was stopped', optional: true }) stoppedAt?: string;
}

/** The bank has stopped the money; 48 hours run from that moment. */
export const stopPaid = defineEvent({
  type: 'account.stopPaid',
  title: { zh: '已止付', en: 'Payment stopped' },
  roles: ['bankDesk'],
  payload: StopPaid,
  example: { amount: '20000000', stoppedAt: '2024-11-18T15:20:00+08:00' },
  rules: [bankOfTheAccount, notAboveSumInQuestion],
  facts: ({ body, at }) => ({ stopped: body.amount, stoppedAt: body.stoppedAt ?? at }),
  tells: ({ view, at }) => holdsRunning(view, at),
});
