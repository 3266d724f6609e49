import { defineEvent } from '../../../engine/definition/index.js';
import { duty } from '../../roles.js';
import { Nothing } from '../payloads.js';

/** The center has seen the lead; from now on it has an owner there. */
export const acknowledged = defineEvent({
  type: 'lead.acknowledged',
  title: { zh: '签收线索', en: 'Acknowledge the lead' },
  roles: duty,
  payload: Nothing,
  example: {},
  facts: ({ actor }) => ({ owner: actor.account }),
});
