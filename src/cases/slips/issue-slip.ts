import { randomInt } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { slipNumber, slipNumbers } from '../../lead/slip-number.js';
import { statement } from '../../platform/database.js';

const sql = {
  name: 'issue-slip',
  text: `
    with known as (select number from slip where case_id = $1 and part = $2),
    made as (
      insert into slip (number, case_id, part) select $3, $1, $2 where not exists (select from known)
      on conflict do nothing returning number)
    select number from known union all select number from made`,
};

/** The number of the slip about this part: made when it is first asked for, the same ever after. */
export async function issueSlip(ds: DataSource, caseId: string, part: string): Promise<string> {
  // Another server may just be issuing it, or the number be taken: both are over at the next look.
  for (let tries = 0; tries < 5; tries++) {
    const [row] = await statement<{ number: string }>(ds, sql, [caseId, part, slipNumber(randomInt(slipNumbers))]);
    if (row) return row.number;
  }
  throw new Error('no number could be found for a slip');
}
