import { defineEvent, type EventDefinition, FreeText } from '../../../engine/definition/index.js';
import { custodian } from '../../roles.js';
import { countedEqual, notAnOfficerOfThisCase } from '../../rules/property.js';
import { workedAsPolice } from '../payloads.js';
import type { Thing } from './thing.js';

/** A custodian counts it again, or weighs it, and keeps it (CPR art. 235, APR art. 190). */
export function custodyAccepted({ kind, Quantity, example }: Thing): EventDefinition {
  class Custody {
    @Quantity({ zh: '清点数额', en: 'amount counted' }) amount!: string;
    @FreeText({ zh: '存放位置', en: 'where it is kept', optional: true }) place?: string;
  }

  return defineEvent({
    type: `${kind}.custodyAccepted`,
    title: { zh: '接收保管', en: 'Take into custody' },
    roles: custodian,
    payload: Custody,
    example: { amount: example, place: '涉案财物保管室 A-12' },
    rules: [notAnOfficerOfThisCase, countedEqual],
    keeps: ['place'],
    facts: ({ actor }) => ({ custodian: actor.account }),
    asks: workedAsPolice,
  });
}
