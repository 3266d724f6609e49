import { defineEvent, FreeText, OrganisationCode } from '../../../engine/definition/index.js';
import { objectsIn } from '../../facts.js';
import { duty } from '../../roles.js';
import { furtherStation, knownStation, stationOnDuty } from '../../rules/station.js';
import { whichStation } from '../payloads.js';
import { withStation } from './dispatched.js';

class SupportRequest {
  @OrganisationCode({ zh: '支援派出所', en: 'supporting station' }) station!: string;
  @FreeText({ zh: '任务', en: 'task' }) task!: string;
}

/** A further station helps; the leading one stays. */
export const supportRequested = defineEvent({
  type: 'lead.supportRequested',
  title: { zh: '请求支援', en: 'Request support' },
  roles: duty,
  payload: SupportRequest,
  example: { station: 'diecai', task: '在叠彩路口拦截网约车' },
  rules: [stationOnDuty, furtherStation],
  facts: ({ view, body, known, at }) => ({
    stations: withStation(
      objectsIn(view.root.facts, 'stations'),
      body.station,
      knownStation(known)?.district ?? null,
      at,
    ),
  }),
  asks: whichStation,
});
