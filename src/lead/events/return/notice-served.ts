import { Accounts, defineEvent, isObject, Plain } from '../../../engine/definition/index.js';
import { textIn } from '../../facts.js';
import { linesOf } from '../../parts/assets.js';
import { officer } from '../../roles.js';
import { accountMoneyOnly } from '../../rules/handing-back.js';
import { twoOfficers } from '../../rules/property.js';
import { ownOfficers } from '../../rules/station.js';
import { whoseOfficers } from '../payloads.js';

class Service {
  @Accounts({ zh: '民警', en: 'officers' }) officers!: string[];
  @Plain({ zh: '协助返还通知书文号', en: 'number of the notice of assistance' }) noticeNumber!: string;
}

/** Working days that the bank has from the notice, if it does not pay on the spot (2016 Return Rules art. 12). */
export const workingDaysToPay = 3;

/**
 * Two officers serve the notice on the bank. With it the bank learns to which accounts it pays: those that the money came
 * from. The day by which it has paid is reckoned with the calendar of that moment and kept.
 */
export const noticeServed = defineEvent({
  type: 'return.noticeServed',
  title: { zh: '送达协助返还通知书', en: 'Serve the notice on the bank' },
  roles: officer,
  payload: Service,
  example: { officers: ['officer', 'officer2'], noticeNumber: 'XZFH2024001' },
  rules: [accountMoneyOnly, twoOfficers, ownOfficers],
  facts: ({ view, part, body, at, known }) => {
    const deadline = known['workingDays'];
    return {
      officers: body.officers,
      noticeServedNumber: body.noticeNumber,
      servedAt: at,
      payees: linesOf(part).map(({ claim, amount }) => ({
        claim,
        amount: String(amount),
        account: view.get(claim)?.facts['paidFrom'] ?? null,
      })),
      ...(isObject(deadline) ? { executeBy: textIn(deadline, 'due'), calendar: deadline } : {}),
    };
  },
  asks: (body, _actor, _part, at) => [
    ...whoseOfficers(body),
    { name: 'workingDays', about: { from: at, days: workingDaysToPay } },
  ],
});
