import { isObject, rule } from '../../engine/definition/index.js';
import { textIn } from '../facts.js';

/** The fact that names who answers for a lead at the center, and at the station that leads. */
export const ownerFact = { center: 'owner', station: 'stationOwner' } as const;

/** A lead changes hands by a handover that both signed, away from the one who answers for it. */
export const handoverSigned = rule<{ where: 'center' | 'station' }>({
  code: 'handoverSigned',
  needs: 'body',
  sentence: {
    zh: '交接单未经双方签字，或本线索不在交班人名下，请核对交接单',
    en: 'The handover is not signed by both, or the leaving person does not answer for this lead.',
  },
  basis: 'local: nothing stays with somebody who went off duty',
  holds: ({ view, known, body }) => {
    const handover = known['handover'];
    if (!isObject(handover) || handover['signed'] !== true || typeof handover['arriving'] !== 'string') return false;
    return handover['leaving'] === textIn(view.root.facts, ownerFact[body.where]);
  },
});
