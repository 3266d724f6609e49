import { defineEvent, Fen, Flag, isIn, OneOf, Whole } from '../../../engine/definition/index.js';
import { officer } from '../../roles.js';
import { freezeCaseFiled } from '../../rules/filing.js';
import { holderKnown, notAboveSumInQuestion } from '../../rules/freeze.js';
import { nothingKept, nothingOrdered } from './kept.js';

/** What the freeze takes hold of: the present balance only, or what comes in later too; never more than the sum frozen. */
export const freezeScopes = ['balance', 'balanceAndCredits'];

class FreezeRequest {
  @Fen({ zh: '冻结金额', en: 'sum to be frozen' }) amount!: string;
  @Whole({ zh: '冻结期限（月）', en: 'months', min: 1, max: 12 }) months!: number;
  @OneOf(freezeScopes, {
    zh: '冻结范围：现有余额，或连同后续入账（均以冻结金额为限）',
    en: 'scope: the present balance, or later credits too; both up to the sum',
  })
  scope!: string;
  @Flag({ zh: '是否及于孳息', en: 'interest is frozen too' }) interest!: boolean;
}

/** An officer asks the head to freeze the money, with everything the notice to the bank must say (CPR art. 239). */
export const freezeRequested = defineEvent({
  type: 'account.freezeRequested',
  title: { zh: '申请冻结', en: 'Request a freeze' },
  roles: officer,
  payload: FreezeRequest,
  example: { amount: '20000000', months: 6, scope: 'balance', interest: true },
  rules: [freezeCaseFiled, holderKnown, notAboveSumInQuestion],
  facts: ({ body, part, actor }) => ({
    ...nothingOrdered,
    // While the stop runs it keeps the money; what lapsed keeps nothing.
    ...(isIn(part, 'stopped') ? {} : nothingKept),
    freezeAmount: body.amount,
    freezeMonths: body.months,
    freezeScope: body.scope,
    freezeInterest: body.interest,
    freezeRequestedBy: actor.account,
  }),
});
