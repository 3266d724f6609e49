import { defineEvent, FreeText } from '../../../engine/definition/index.js';
import { claimsOn, idsOf } from '../../parts/standing.js';
import { bankOfTheAccount } from '../../rules/account.js';
import { noReturnUnderWay } from '../../rules/property.js';

class Emptied {
  @FreeText({ zh: '资金去向', en: 'where it went' }) whereTo!: string;
}

/** The money has left the account before it could be stopped. */
export const emptied = defineEvent({
  type: 'account.emptied',
  title: { zh: '账户已转空', en: 'Account emptied' },
  roles: ['bankDesk', 'officer'],
  payload: Emptied,
  example: { whereTo: '转入外省三个账户' },
  rules: [bankOfTheAccount, noReturnUnderWay],
  keeps: ['whereTo'],
  tells: ({ view, part }) => idsOf(claimsOn(view, part?.id)),
});
