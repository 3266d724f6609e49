import { defineEvent, isObject, OneOf, OrganisationCode, Plain } from '../../../engine/definition/index.js';
import { textIn } from '../../facts.js';
import { system } from '../../roles.js';
import { handoverSigned, ownerFact } from '../../rules/handover.js';

class Handover {
  @Plain({ zh: '交接单哈希', en: 'SHA-256 of the handover that both signed, hex', max: 64 }) handover!: string;
  @OneOf(['center', 'station'], { zh: '交接所在单位', en: 'where the shift changed' }) where!: 'center' | 'station';
  @OrganisationCode({ zh: '单位', en: 'organisation' }) organisation!: string;
}

/** At the change of shift the lead goes to the one who comes on duty, on the strength of both signatures. */
export const takenOver = defineEvent({
  type: 'lead.takenOver',
  title: { zh: '交接班移交', en: 'Taken over at the change of shift' },
  roles: system,
  payload: Handover,
  effect: 'accompanies',
  example: { handover: '0'.repeat(64), where: 'center', organisation: 'center' },
  rules: [handoverSigned],
  facts: ({ body, known }) => {
    const handover = isObject(known['handover']) ? known['handover'] : {};
    return { [ownerFact[body.where]]: textIn(handover, 'arriving') };
  },
  asks: (body) => [{ name: 'handover', about: { hash: body.handover, organisation: body.organisation } }],
});
