import { defineEvent } from '../../../engine/definition/index.js';
import { Reason } from '../payloads.js';

/** New facts: the closed case is worked on again, without the old finding and conclusion. */
export const reopened = defineEvent({
  type: 'lead.reopened',
  title: { zh: '重新打开', en: 'Reopen' },
  roles: ['centerLead'],
  payload: Reason,
  example: { reason: '又有被害人报案' },
  facts: () => ({
    finding: undefined,
    concluded: undefined,
    foundAt: undefined,
    reviewDays: undefined,
    grounds: undefined,
    withdrawn: undefined,
    handedOnTo: undefined,
  }),
});
