import { defineEvent, Fen, FreeText } from '../../../engine/definition/index.js';
import { custodian } from '../../roles.js';
import { countedEqual, notAnOfficerOfThisCase } from '../../rules/property.js';
import { workedAsPolice } from '../payloads.js';

class Custody {
  @Fen({ zh: '清点金额', en: 'amount counted' }) amount!: string;
  @FreeText({ zh: '存放位置', en: 'where it is kept', optional: true }) place?: string;
}

/** A custodian counts the cash again and keeps it (CPR art. 235, APR art. 190). */
export const custodyAccepted = defineEvent({
  type: 'cash.custodyAccepted',
  title: { zh: '接收保管', en: 'Take into custody' },
  roles: custodian,
  payload: Custody,
  example: { amount: '20000000', place: '涉案财物保管室 A-12' },
  rules: [notAnOfficerOfThisCase, countedEqual],
  keeps: ['place'],
  facts: ({ actor }) => ({ custodian: actor.account }),
  asks: workedAsPolice,
});
