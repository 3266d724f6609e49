import { defineEvent, FreeText } from '../../../engine/definition/index.js';
import { desk } from '../../roles.js';

class Told {
  @FreeText({ zh: '方式', en: 'how', optional: true }) how?: string;
}

/** The customer has learnt why, what may be done about it and which papers help: by the printed slip. */
export const told = defineEvent({
  type: 'hold.told',
  title: { zh: '已告知客户', en: 'The customer was told' },
  roles: desk,
  payload: Told,
  example: { how: '已交付限制告知单' },
  facts: ({ at }) => ({ toldAt: at }),
});
