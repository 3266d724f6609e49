import { defineEvent, FreeText, OneOf } from '../../../engine/definition/index.js';
import { isCustomer } from '../../parts/standing.js';
import { officer } from '../../roles.js';

class Reclassification {
  @OneOf(['tool', 'victim'], { zh: '改认定为', en: 'is in fact' }) as!: string;
  @FreeText({ zh: '理由', en: 'reason' }) reason!: string;
}

/** The person was deceived: a tool or a victim, no suspect. */
export const reclassified = defineEvent({
  type: 'suspect.reclassified',
  title: { zh: '改认定为工具人或被害人', en: 'Reclassify as tool or victim' },
  roles: officer,
  payload: Reclassification,
  example: { as: 'tool', reason: '被“贷款刷流水”欺骗' },
  keeps: ['as', 'reason'],
  opensAlso: ({ view, part }) => {
    const customer = part !== undefined && isCustomer(part);
    if (customer && view.of('victim').some((victim) => isCustomer(victim) && !victim.final)) return [];
    return [{ kind: 'victim', facts: { suspect: part?.id, ...(customer ? { customer } : {}) } }];
  },
});
