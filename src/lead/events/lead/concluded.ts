import { defineEvent, isIn } from '../../../engine/definition/index.js';
import { idsOf, openParts } from '../../parts/standing.js';
import { duty } from '../../roles.js';
import { Reason } from '../payloads.js';

/** Nothing more is to be found; accounts that were only located stay as they are. */
export const concluded = defineEvent({
  type: 'lead.concluded',
  title: { zh: '查无其他涉案财物', en: 'Conclude: nothing more to be found' },
  roles: duty,
  payload: Reason,
  example: { reason: '资金去向已查清，无其他涉案财物' },
  facts: () => ({ concluded: true }),
  tells: ({ view }) => idsOf(openParts(view, 'account').filter((account) => isIn(account, 'located', 'lapsed'))),
});
