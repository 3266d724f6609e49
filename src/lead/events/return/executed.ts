import { type Ask, defineEvent, Identity, Inner, isIn, OneOf, Plain } from '../../../engine/definition/index.js';
import { textIn } from '../../facts.js';
import { idsOf, linesOf } from '../../parts/standing.js';
import { custodian } from '../../roles.js';
import { notAnOfficerOfThisCase } from '../../rules/property.js';
import {
  agentAuthorised,
  assetStillInCustody,
  claimsStillDecided,
  neverAnOfficer,
  stillNoDispute,
  stillSo,
} from '../../rules/restitution.js';
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

class Execution {
  @Inner(() => Receiver, { zh: '领取人', en: 'who received it' }) receivedBy!: Receiver;
  @Plain({ zh: '发还清单编号', en: 'number of the return list' }) listNumber!: string;
}

/** The things are handed over, the list is signed (CPR art. 234): the claims are paid, and who has everything back is done. */
export const executed = defineEvent({
  type: 'return.executed',
  title: { zh: '发还', en: 'Hand it back to the owner' },
  roles: custodian,
  payload: Execution,
  example: { receivedBy: { name: '王某', idNumber: '990102198001010022' }, listNumber: 'FH20241118001' },
  rules: [
    notAnOfficerOfThisCase,
    neverAnOfficer,
    agentAuthorised,
    assetStillInCustody,
    claimsStillDecided,
    stillNoDispute,
    stillSo,
  ],
  keeps: ['receivedBy', 'listNumber'],
  facts: ({ actor }) => ({ executedBy: actor.account }),
  tells: toldByReturn,
  asks: workedAsPolice,
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
