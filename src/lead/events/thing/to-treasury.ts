import { defineEvent, type EventDefinition, Plain } from '../../../engine/definition/index.js';
import { claimsOn, idsOf } from '../../parts/standing.js';
import { custodian } from '../../roles.js';
import { sixMonthsAnnounced } from '../../rules/property.js';
import type { Thing } from './thing.js';

class ToTreasury {
  @Plain({ zh: '缴库凭证号', en: 'number of the voucher' }) voucher!: string;
}

/** Nobody claimed it for six months: it goes to the state treasury (CPR art. 233). */
export function toTreasury({ kind }: Thing): EventDefinition {
  return defineEvent({
    type: `${kind}.toTreasury`,
    title: { zh: '上缴国库', en: 'To the treasury' },
    roles: custodian,
    payload: ToTreasury,
    example: { voucher: 'JK20250602001' },
    rules: [sixMonthsAnnounced],
    keeps: ['voucher'],
    tells: ({ view, part }) => idsOf(claimsOn(view, part?.id)),
  });
}
