import { answered } from '../events/complaint/answered.js';
import { opened } from '../events/complaint/opened.js';
import { arrestRequested } from '../events/suspect/arrest-requested.js';
import { arrested } from '../events/suspect/arrested.js';
import { bailed } from '../events/suspect/bailed.js';
import { caught } from '../events/suspect/caught.js';
import { detained } from '../events/suspect/detained.js';
import { dismissed } from '../events/suspect/dismissed.js';
import { fled } from '../events/suspect/fled.js';
import { handedOver } from '../events/suspect/handed-over.js';
import { housed } from '../events/suspect/housed.js';
import { identified as suspectIdentified } from '../events/suspect/identified.js';
import { questioned } from '../events/suspect/questioned.js';
import { released } from '../events/suspect/released.js';
import { summoned } from '../events/suspect/summoned.js';
import { contacted } from '../events/victim/contacted.js';
import { identified as victimIdentified } from '../events/victim/identified.js';
import { reportLinked } from '../events/victim/report-linked.js';
import { verified } from '../events/victim/verified.js';
import { declaredBy } from './fact.js';

const addable = { addable: true };

/** What may be corrected of a suspect. */
export const suspectFacts = [
  ...declaredBy(suspectIdentified, 'identity', ['name', 'idNumber', 'birthDate', 'phone'], addable),
  ...declaredBy(suspectIdentified, 'plain', ['description', 'role'], addable),
  ...declaredBy(caught, 'plain', ['where']),
  ...declaredBy(questioned, 'limit', ['arrivedAt', 'protection']),
  ...declaredBy(questioned, 'plain', { questioningNumber: 'decisionNumber' }),
  ...declaredBy(detained, 'limit', ['detainedAt']),
  ...declaredBy(detained, 'plain', ['decisionNumber']),
  ...declaredBy(summoned, 'plain', { summonsNumber: 'decisionNumber' }),
  ...declaredBy(arrestRequested, 'plain', ['requestNumber']),
  ...declaredBy(arrested, 'plain', ['approvalNumber']),
  ...declaredBy(bailed, 'plain', { bailNumber: 'decisionNumber' }),
  ...declaredBy(housed, 'plain', ['place']),
  ...declaredBy(released, 'plain', { releaseReason: 'reason' }),
  ...declaredBy(released, 'limit', ['releasedAt']),
  ...declaredBy(fled, 'plain', { fledHow: 'how' }),
  ...declaredBy(dismissed, 'plain', ['reason']),
  ...declaredBy(handedOver, 'plain', { custodyReceipt: 'receiptNumber' }),
  ...declaredBy(handedOver, 'identity', { custodyReceiver: 'receivedBy' }),
];

/** What may be corrected of a victim. */
export const victimFacts = [
  ...declaredBy(victimIdentified, 'identity', ['name', 'phone', 'idNumber'], addable),
  ...declaredBy(victimIdentified, 'account', ['account'], addable),
  ...declaredBy(victimIdentified, 'plain', ['description'], addable),
  ...declaredBy(contacted, 'plain', ['channel']),
  ...declaredBy(verified, 'plain', ['how']),
  ...declaredBy(reportLinked, 'plain', ['caseNumber', 'organ']),
];

/** What may be corrected of a complaint. With another slip it is another complaint. */
export const complaintFacts = [
  ...declaredBy(opened, 'plain', ['text', 'noSlip', 'channel', 'complainant.relation']),
  ...declaredBy(opened, 'identity', ['complainant.name', 'complainant.phone'], addable),
  ...declaredBy(answered, 'plain', ['outcome', 'answer']),
];
