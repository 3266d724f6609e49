import { defineEvent } from '../../../engine/definition/index.js';
import { officer } from '../../roles.js';
import { Nothing } from '../payloads.js';

/** The first interview, within 24 hours of the detention (CPR art. 128). */
export const interviewed = defineEvent({
  type: 'suspect.interviewed',
  title: { zh: '首次讯问', en: 'First interview' },
  roles: officer,
  payload: Nothing,
  example: {},
});
