import { defineEvent, FreeText } from '../../../engine/definition/index.js';
import { claimsOn, idsOf } from '../../parts/standing.js';
import { officer } from '../../roles.js';
import { noReturnUnderWay } from '../../rules/property.js';

class Lost {
  @FreeText({ zh: '经过', en: 'how' }) how!: string;
}

/** The cash is gone. */
export const lost = defineEvent({
  type: 'cash.lost',
  title: { zh: '现金未能追回或灭失', en: 'Cash not recovered or lost' },
  roles: officer,
  payload: Lost,
  example: { how: '已转移至外省，未能追回' },
  rules: [noReturnUnderWay],
  keeps: ['how'],
  tells: ({ view, part }) => idsOf(claimsOn(view, part?.id)),
});
