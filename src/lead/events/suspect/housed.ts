import { defineEvent, Plain } from '../../../engine/definition/index.js';
import { officer } from '../../roles.js';

class Housed {
  @Plain({ zh: '看守所', en: 'detention house', optional: true }) place?: string;
}

/** The person is in a detention house, within 24 hours of the detention (CPR art. 126). */
export const housed = defineEvent({
  type: 'suspect.housed',
  title: { zh: '送看守所', en: 'Bring to the detention house' },
  roles: officer,
  payload: Housed,
  example: { place: '桂林市第一看守所' },
  keeps: ['place'],
});
