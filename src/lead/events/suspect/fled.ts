import { defineEvent, FreeText } from '../../../engine/definition/index.js';
import { officer } from '../../roles.js';

class Flight {
  @FreeText({ zh: '经过、去向', en: 'how and where to' }) how!: string;
}

/** The person got away. */
export const fled = defineEvent({
  type: 'suspect.fled',
  title: { zh: '逃跑', en: 'Fled' },
  roles: officer,
  payload: Flight,
  example: { how: '由后门逃走' },
  facts: ({ body, at }) => ({ fledHow: body.how, fledAt: at }),
});
