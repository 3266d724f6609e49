import { defineEvent, FreeText } from '../../../engine/definition/index.js';
import { officer } from '../../roles.js';

class Caught {
  @FreeText({ zh: '地点', en: 'where' }) where!: string;
}

/** The person is in the hands of the police; a measure must be decided within 12 hours. */
export const caught = defineEvent({
  type: 'suspect.caught',
  title: { zh: '抓获', en: 'Catch a suspect' },
  roles: officer,
  payload: Caught,
  example: { where: '网点门口' },
  keeps: ['where'],
  // Whoever got away after being handed over is in our hands again, not in theirs.
  facts: ({ at, actor }) => ({ caughtAt: at, caughtBy: actor.account, handedOverIn: undefined }),
});
