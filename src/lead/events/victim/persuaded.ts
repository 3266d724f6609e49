import { defineEvent, FreeText } from '../../../engine/definition/index.js';
import { police } from '../../roles.js';

class Persuasion {
  @FreeText({ zh: '情况', en: 'how', optional: true }) how?: string;
}

/** The victim sees it was a scam; 30 days are watched, for a signature never closes the matter. */
export const persuaded = defineEvent({
  type: 'victim.persuaded',
  title: { zh: '劝阻成功', en: 'The victim is persuaded' },
  roles: police,
  payload: Persuasion,
  example: { how: '民警与家属共同劝说，放弃取现' },
  facts: ({ at }) => ({ outcome: 'persuaded', persuadedAt: at }),
});
