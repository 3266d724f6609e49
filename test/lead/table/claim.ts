import type { Expectations } from '../../engine/table/expectations.js';
import { police } from './roles.js';

const open = ['filed', 'verified', 'disputed'];
const ends = ['paid', 'rejected', 'withCase', 'transferred'];

export const claim: Expectations = {
  kind: 'claim',
  states: ['new', ...open, ...ends],
  opens: {
    'claim.filed': { in: ['progress.intervening'], by: police },
  },
  events: {
    'claim.verified': { in: ['filed'], by: police },
    'claim.rejected': { in: open, by: police },
    'claim.disputed': { in: ['filed', 'verified'], by: police },
    'claim.settled': { in: ['disputed'], by: police },
    'claim.rectified': { in: [...open, ...ends], by: police },
  },
};
