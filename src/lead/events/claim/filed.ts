import { Amount, defineEvent, FreeText, Instant, isIn, PartId } from '../../../engine/definition/index.js';
import { police } from '../../roles.js';
import { oneOpenClaimEach, victimAndAssetKnown } from '../../rules/claim.js';

class Claim {
  @PartId({ zh: '被害人', en: 'victim' }) victim!: string;
  @PartId({ zh: '财物', en: 'asset' }) asset!: string;
  @Amount({ zh: '数额', en: 'amount' }) amount!: string;
  @Instant({ zh: '付款时间', en: 'when it was paid in' }) paidInAt!: string;
  @FreeText({ zh: '付款方式', en: 'how it was paid' }) how!: string;
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
  rules: [victimAndAssetKnown, oneOpenClaimEach],
  keeps: ['victim', 'asset', 'amount', 'paidInAt', 'how'],
  facts: ({ actor, at }) => ({ filedBy: actor.account, filedAt: at }),
  tells: ({ view, body }) => (isIn(view.get(body.asset), 'announced') ? [body.asset] : []),
});
