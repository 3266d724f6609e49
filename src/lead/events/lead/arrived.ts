import { defineEvent } from '../../../engine/definition/index.js';
import { officer } from '../../roles.js';
import { atStationOfTheCase, ownOfficers } from '../../rules/station.js';
import { Officers, whoseOfficers } from '../payloads.js';
import { withOfficers } from './accepted.js';

/** Officers are on the scene. */
export const arrived = defineEvent({
  type: 'lead.arrived',
  title: { zh: '到达现场', en: 'Arrive on the scene' },
  roles: officer,
  payload: Officers,
  example: { officers: ['officer', 'officer2'] },
  rules: [atStationOfTheCase, ownOfficers],
  facts: (ask) => ({ officers: withOfficers(ask), arrivedAt: ask.at }),
  asks: whoseOfficers,
});
