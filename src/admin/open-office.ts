import { officeKey } from '../access/house.js';
import { bySystem } from '../cases/by-system.js';
import { currentAdministration } from '../cases/definitions.js';
import type { Submit } from '../engine/submit.js';

/**
 * The id of the administration's case. The first call opens it: whatever stands in the tables then is its beginning. Any
 * number of servers may call it at once; its key lets it be opened once.
 */
export async function openOffice(submit: Submit): Promise<string> {
  const envelope = { intent: bySystem('office.opened', {}), sender: 'system', key: officeKey.key, dryRun: false };
  const outcome = await submit.open(currentAdministration, officeKey.organisation, envelope);
  if (outcome.kind !== 'recorded') throw new Error(`the administration could not be opened: ${outcome.kind}`);
  return outcome.entry.case;
}
