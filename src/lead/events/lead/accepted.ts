import { type Ask, defineEvent } from '../../../engine/definition/index.js';
import { textsIn } from '../../facts.js';
import { station } from '../../roles.js';
import { atDispatchedStation, officersOfThatStation } from '../../rules/station.js';
import { Officers, whoseOfficers } from '../payloads.js';

/** All officers the case has seen, these included: none of them may keep its property or answer for it later. */
export function withOfficers({ view, body }: Ask<Officers>): string[] {
  return [...new Set([...textsIn(view.root.facts, 'officers'), ...body.officers])];
}

/** The station takes the lead on and sends officers. */
export const accepted = defineEvent({
  type: 'lead.accepted',
  title: { zh: '接收派警', en: 'Accept the lead' },
  roles: station,
  payload: Officers,
  example: { officers: ['officer', 'officer2'] },
  rules: [atDispatchedStation, officersOfThatStation],
  facts: (ask) => ({ officers: withOfficers(ask), stationOwner: ask.actor.account }),
  asks: whoseOfficers,
});
