import { defineEvent, FreeText, Plain } from '../../../engine/definition/index.js';
import { officer } from '../../roles.js';

class CarrierHeld {
  @FreeText({ zh: '暂存网点', en: 'where the carrier keeps it' }) place!: string;
  @Plain({ zh: '协助通知文号', en: 'number of the request to the carrier', optional: true }) request?: string;
}

/** The carrier holds the parcel back until it is decided; nobody has opened it. */
export const carrierHeld = defineEvent({
  type: 'parcel.carrierHeld',
  title: { zh: '承运人暂停投递', en: 'The carrier holds it back' },
  roles: officer,
  payload: CarrierHeld,
  example: { place: '桂林中转场', request: 'XZ20241118001' },
  keeps: ['place', 'request'],
});
