import { defineEvent, FreeText, isIn } from '../../../engine/definition/index.js';
import { minutesDetained } from '../../detention.js';
import { minutesQuestioned } from '../../questioning.js';
import { officer } from '../../roles.js';
import { fledAfterHeld } from '../../rules/suspect.js';

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
  rules: [fledAfterHeld],
  facts: ({ body, at, part }) => ({
    fledHow: body.how,
    fledAt: at,
    ...(isIn(part, 'questioning') ? { questionedMinutes: minutesQuestioned(part?.facts, at) } : {}),
    ...(isIn(part, 'detained') ? { detainedMinutes: minutesDetained(part?.facts, at) } : {}),
  }),
});
