import type { DataSource } from 'typeorm';
import { officeKey } from '../access/house.js';
import { statement } from '../platform/database.js';
import { counted } from './manifests.js';

// The count of cases of a day ago and two hours more.
const STATE = {
  name: 'proving-state',
  text: `
    select
      exists (select from pending_leaf where recorded_at < clock_timestamp() - interval '10 minutes') as waiting,
      exists (
        select from tree_head h where h.size > 0 and not exists (
          select from checkpoint c where c.size = h.size
            or (c.size < h.size and c.signed_at > clock_timestamp() - interval '10 minutes'))) as unsigned,
      not exists (
        select from ledger_entry e join opening_key k on k.case_id = e.case_id
        where k.organisation = $1 and k.key = $2 and e.type = $3
          and e.recorded_at > clock_timestamp() - interval '26 hours') as uncounted`,
};

const sentences = {
  waiting:
    'entries have waited for their place in the sequence for more than ten minutes: see who holds the lease "sequencer"',
  unsigned:
    'no checkpoint was signed for ten minutes though the tree has grown: see the signer, and who holds the lease "checkpoints"',
  uncounted: 'the cases were not counted for 26 hours: see who holds the lease "manifests"',
} as const;

/** What of the proof stands still, in words; empty: nothing. Every server asks, whoever holds the leases. */
export async function standstills(ds: DataSource): Promise<string[]> {
  const values = [officeKey.organisation, officeKey.key, counted];
  const [state] = await statement<Record<keyof typeof sentences, boolean>>(ds, STATE, values);
  return Object.entries(sentences).flatMap(([name, sentence]) =>
    state?.[name as keyof typeof sentences] ? [sentence] : [],
  );
}
