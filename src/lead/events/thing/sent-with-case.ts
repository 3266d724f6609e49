import { defineEvent, type EventDefinition, Plain } from '../../../engine/definition/index.js';
import { claimsOn, idsOf } from '../../parts/standing.js';
import { custodian } from '../../roles.js';
import { noReturnUnderWay } from '../../rules/property.js';
import type { Thing } from './thing.js';

class SentWithCase {
  @Plain({ zh: '移送机关', en: 'to which organ' }) organ!: string;
  @Plain({ zh: '随案移送清单编号', en: 'number of the list' }) listNumber!: string;
}

/** It goes to the procuratorate or the court with the case file. */
export function sentWithCase({ kind }: Thing): EventDefinition {
  return defineEvent({
    type: `${kind}.sentWithCase`,
    title: { zh: '随案移送', en: 'Send with the case' },
    roles: custodian,
    payload: SentWithCase,
    example: { organ: '秀峰区人民检察院', listNumber: 'YS20250101001' },
    rules: [noReturnUnderWay],
    keeps: ['organ'],
    facts: ({ body }) => ({ transferList: body.listNumber }),
    tells: ({ view, part }) => idsOf(claimsOn(view, part?.id)),
  });
}
