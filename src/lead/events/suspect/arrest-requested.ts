import { defineEvent, Plain } from '../../../engine/definition/index.js';
import { officer } from '../../roles.js';

class ArrestRequest {
  @Plain({ zh: '提请批准逮捕书文号', en: 'number of the request', optional: true }) requestNumber?: string;
}

/** The procuratorate is asked to approve the arrest, within 3 days of the detention (CPR art. 129); it has 7 days to decide (CPL art. 91). */
export const arrestRequested = defineEvent({
  type: 'suspect.arrestRequested',
  title: { zh: '提请批准逮捕', en: 'Request the arrest' },
  roles: officer,
  payload: ArrestRequest,
  example: { requestNumber: '桂秀公(刑)提捕字〔2024〕001号' },
  keeps: ['requestNumber'],
});
