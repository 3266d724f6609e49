import { defineEvent, type EventDefinition, Identity, Inner, Plain } from '../../../engine/definition/index.js';
import { claimsOn, idsOf } from '../../parts/standing.js';
import { noVerifiedClaim } from '../../rules/property.js';
import type { Thing } from './thing.js';

class Receiver {
  @Identity('name', { zh: '姓名', en: 'name' }) name!: string;
  @Identity('idNumber', { zh: '证件号码', en: 'ID number', optional: true }) idNumber?: string;
}

class HandedBack {
  @Plain({ zh: '收据编号', en: 'number of the receipt' }) receipt!: string;
  @Inner(() => Receiver, { zh: '领取人', en: 'who received it', optional: true }) receivedBy?: Receiver;
}

/** What did not belong to the case is back with its holder, against a receipt. */
export function handedBack({ kind, name }: Thing): EventDefinition {
  return defineEvent({
    type: `${kind}.handedBack`,
    title: { zh: `退还${name.zh}`, en: `Hand the ${name.en} back` },
    roles: ['officer', 'custodian'],
    payload: HandedBack,
    example: { receipt: 'TH20241119001', receivedBy: { name: '张某' } },
    rules: [noVerifiedClaim],
    keeps: ['receipt', 'receivedBy'],
    tells: ({ view, part }) => idsOf(claimsOn(view, part?.id)),
  });
}
