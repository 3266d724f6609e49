import type { ClockDefinition } from '../../engine/definition/index.js';
import { serviceLevel } from './clock.js';

/** Clocks of parcels. The law sets no time for a carrier that holds one back; nobody's parcel lies forgotten. */
export const parcelClocks: readonly ClockDefinition[] = [
  serviceLevel(
    {
      name: 'decideParcel',
      title: {
        zh: '决定扣押或放行承运人暂停投递的寄递物品',
        en: 'a parcel that the carrier holds is seized or let on',
      },
      atEnd: 'escalate',
      alarms: ['officer', 'dutyOfficer'],
    },
    'decideParcel',
  ),
];
