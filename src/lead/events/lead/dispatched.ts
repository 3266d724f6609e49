import { defineEvent, type Facts, type Json, OrganisationCode } from '../../../engine/definition/index.js';
import { objectsIn, textIn } from '../../facts.js';
import { duty } from '../../roles.js';
import { knownStation, stationOnDuty } from '../../rules/station.js';
import { whichStation } from '../payloads.js';

class Dispatch {
  @OrganisationCode({ zh: '派出所', en: 'station' }) station!: string;
}

type Access = { readonly [key: string]: Json };

/** Closes the access of the station that led until now. */
export function leadingClosed(facts: Facts, at: string): Access[] {
  const leading = textIn(facts, 'station');
  return objectsIn(facts, 'stations').map((access) =>
    access['station'] === leading && access['to'] === null ? { ...access, to: at } : access,
  );
}

/** Access of one more station; a station that has it keeps it. */
export function withStation(
  stations: readonly Access[],
  station: string,
  district: string | null,
  at: string,
): Access[] {
  const has = stations.some((access) => access['station'] === station && access['to'] === null);
  return has ? [...stations] : [...stations, { station, district, from: at, to: null }];
}

/** A station is sent and leads from now on. Sent again elsewhere, the lead and its access move. */
export const dispatched = defineEvent({
  type: 'lead.dispatched',
  title: { zh: '派警', en: 'Dispatch a station' },
  roles: duty,
  payload: Dispatch,
  example: { station: 'xiufeng' },
  rules: [stationOnDuty],
  keeps: ['station'],
  facts: ({ view, body, known, at, actor }) => {
    const { facts } = view.root;
    const same = textIn(facts, 'station') === body.station;
    const stations = same ? objectsIn(facts, 'stations') : leadingClosed(facts, at);
    const district = knownStation(known)?.district ?? null;
    return {
      stations: withStation(stations, body.station, district, at),
      owner: actor.account,
      // A station that has not accepted answers for nothing yet.
      stationOwner: undefined,
    };
  },
  asks: whichStation,
});
