import { defineEvent } from '../../../engine/definition/index.js';
import { station } from '../../roles.js';
import { atDispatchedStation } from '../../rules/station.js';
import { Reason } from '../payloads.js';
import { leadingClosed } from './dispatched.js';

/** The station cannot go; the center sends another. */
export const declined = defineEvent({
  type: 'lead.declined',
  title: { zh: '退回派警', en: 'Decline the lead' },
  roles: station,
  payload: Reason,
  example: { reason: '警力均在处置其他警情' },
  rules: [atDispatchedStation],
  facts: ({ view, at }) => ({
    stations: leadingClosed(view.root.facts, at),
    station: undefined,
    stationOwner: undefined,
  }),
});
