import {
  Amount,
  defineEvent,
  Fen,
  FreeText,
  Identity,
  Inner,
  Instant,
  isIn,
  PartId,
  Plain,
} from '../../../engine/definition/index.js';
import { police } from '../../roles.js';
import { lossNotClaimedTwice, oneOpenClaimEach, originalAccountKnown, victimAndAssetKnown } from '../../rules/claim.js';

/** The account that the victim's money came from: to it the bank pays back (2016 Return Rules art. 6). */
class OriginalAccount {
  @Identity('bankAccount', { zh: '账号', en: 'account number' }) number!: string;
  @Plain({ zh: '开户行', en: 'bank' }) bank!: string;
}

class Claim {
  @PartId({ zh: '被害人', en: 'victim' }) victim!: string;
  @PartId({ zh: '财物', en: 'asset' }) asset!: string;
  @Amount({ zh: '数额（资产单位）', en: "amount, in the asset's unit" }) amount!: string;
  @Fen({
    zh: '该笔付款被骗总额：财物不是资金，或者同一笔付款对多项财物认领的，须填写',
    en: 'money lost by this payment in all: where the asset is no money, or the payment is claimed on several assets',
    optional: true,
  })
  lost?: string;
  @Instant({ zh: '付款时间', en: 'when it was paid in' }) paidInAt!: string;
  @FreeText({ zh: '付款方式', en: 'how it was paid' }) how!: string;
  @Inner(() => OriginalAccount, { zh: '付款账户', en: 'account it was paid from', optional: true })
  paidFrom?: OriginalAccount;
}

/** A victim asks for what was taken. On announced property this ends the notice. */
export const filed = defineEvent({
  type: 'claim.filed',
  title: { zh: '登记认领', en: 'File a claim' },
  roles: police,
  payload: Claim,
  example: {
    victim: 'victim-1',
    asset: 'cash-1',
    amount: '20000000',
    paidInAt: '2024-11-18T14:20:00+08:00',
    how: '手机银行转账',
  },
  opens: 'always',
  rules: [victimAndAssetKnown, oneOpenClaimEach, originalAccountKnown, lossNotClaimedTwice],
  keeps: ['victim', 'asset', 'amount', 'lost', 'paidInAt', 'how', 'paidFrom'],
  facts: ({ actor, at }) => ({ filedBy: actor.account, filedAt: at }),
  tells: ({ view, body }) => (isIn(view.get(body.asset), 'announced') ? [body.asset] : []),
});
