import { defineEvent, FreeText } from '../../../engine/definition/index.js';
import { police } from '../../roles.js';

class Settlement {
  @FreeText({ zh: '解决情况', en: 'how it was settled' }) how!: string;
}

/** The dispute is over and the claim stands. */
export const settled = defineEvent({
  type: 'claim.settled',
  title: { zh: '争议已解决', en: 'The dispute is settled' },
  roles: police,
  payload: Settlement,
  example: { how: '双方书面确认' },
  facts: ({ body }) => ({ settlement: body.how }),
});
