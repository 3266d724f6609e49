import {
  type Ask,
  defineEvent,
  Identity,
  Inner,
  isIn,
  List,
  OneOf,
  PartId,
  PartIds,
  Plain,
} from '../../../engine/definition/index.js';
import { textIn } from '../../facts.js';
import { linesOf } from '../../parts/assets.js';
import { idsOf } from '../../parts/standing.js';
import { custodian } from '../../roles.js';
import { evidenceToBeHad } from '../../rules/evidence.js';
import {
  agentAuthorised,
  approvalProved,
  everybodyPaid,
  everybodySigned,
  neverAnOfficer,
  noticeServedFirst,
  rightHands,
  whetherProved,
} from '../../rules/handing-back.js';
import { notAnOfficerOfThisCase } from '../../rules/property.js';
import { assetSafeThen, claimsStillDecided, stillNoDispute, stillSo } from '../../rules/restitution.js';
import { workedAsPolice } from '../payloads.js';

class Receiver {
  @Identity('name', { zh: '姓名', en: 'name' }) name!: string;
  @Identity('idNumber', { zh: '证件号码', en: 'ID number' }) idNumber!: string;
  @OneOf(['owner', 'agent', 'police'], {
    zh: '身份；不填为权利人本人',
    en: 'as whom; the owner if left out',
    optional: true,
  })
  as?: string;
  @Plain({ zh: '书面委托编号', en: 'number of the written authority', optional: true }) authority?: string;
}

/** One victim's signature among several. */
class Receipt {
  @PartId({ zh: '认领', en: 'claim' }) claim!: string;
  @Inner(() => Receiver, { zh: '领取人', en: 'who received it' }) receivedBy!: Receiver;
  @Plain({ zh: '发还清单编号', en: 'number of the return list' }) listNumber!: string;
}

/** Another account than the one the money came from, on the victim's word. */
class OtherAccount {
  @Identity('bankAccount', { zh: '账号', en: 'account number' }) number!: string;
  @Plain({ zh: '开户行', en: 'bank' }) bank!: string;
  @Plain({ zh: '被害人书面指定文件编号', en: "number of the victim's written word" }) authority!: string;
}

/** One payment of the bank; without `otherAccount` to the account that the money came from. */
class Payment {
  @PartId({ zh: '认领', en: 'claim' }) claim!: string;
  @Plain({ zh: '付款流水号', en: 'reference of the payment' }) reference!: string;
  @Inner(() => OtherAccount, {
    zh: '被害人指定的其他账户',
    en: 'another account that the victim named',
    optional: true,
  })
  otherAccount?: OtherAccount;
}

class Execution {
  @Inner(() => Receiver, { zh: '领取人', en: 'who received it, where it is one victim', optional: true })
  receivedBy?: Receiver;
  @Plain({ zh: '发还清单编号', en: 'number of the return list', optional: true }) listNumber?: string;
  @List(() => Receipt, { zh: '多名权利人逐一签收', en: 'the signatures of several victims', optional: true, max: 200 })
  receipts?: Receipt[];
  @List(() => Payment, { zh: '银行付款', en: 'payments of the bank', optional: true, max: 200 })
  payments?: Payment[];
  @PartIds({ zh: '材料', en: 'evidence, such as a photo of the signed list', optional: true }) evidence?: string[];
}

/**
 * It is back. Things: handed over, the list signed by each owner (CPR art. 234). Money: paid by the bank to the account it
 * came from (2016 Return Rules art. 6 and 12). The claims are paid, and who has everything back is done.
 */
export const executed = defineEvent({
  type: 'return.executed',
  title: { zh: '发还', en: 'Give it back to the owner' },
  roles: [...custodian, 'bankDesk'],
  payload: Execution,
  example: { receivedBy: { name: '王某', idNumber: '990102198001010022' }, listNumber: 'FH20241118001' },
  rules: [
    rightHands,
    noticeServedFirst,
    notAnOfficerOfThisCase,
    neverAnOfficer,
    approvalProved,
    agentAuthorised,
    everybodySigned,
    everybodyPaid,
    evidenceToBeHad,
    assetSafeThen,
    claimsStillDecided,
    stillNoDispute,
    stillSo,
  ],
  keeps: ['receivedBy', 'listNumber', 'receipts', 'payments', 'evidence'],
  facts: ({ actor }) => ({ executedBy: actor.account }),
  tells: toldByReturn,
  asks: (body, actor, part) => [...workedAsPolice(body, actor), whetherProved(part)],
});

function toldByReturn({ view, part }: Ask<Execution>): string[] {
  const lines = linesOf(part);
  const paid = lines.map((line) => line.claim);
  const victims = [...new Set(lines.map((line) => line.victim))].flatMap((id) => view.get(id) ?? []);
  const repaid = victims.filter((victim) => {
    const claims = view.of('claim').filter((claim) => textIn(claim.facts, 'victim') === victim.id);
    return (
      isIn(victim, 'reportLinked', 'reportTaken') && claims.every((claim) => claim.final || paid.includes(claim.id))
    );
  });
  return [textIn(part?.facts, 'asset') ?? '', ...paid, ...idsOf(repaid)];
}
