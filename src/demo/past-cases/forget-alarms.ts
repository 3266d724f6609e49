import type { DataSource } from 'typeorm';
import { statement } from '../../platform/database.js';

const sql = {
  name: 'forget-alarms-of-past-cases',
  text: `
    delete from alarm a using ledger_entry e
    where e.case_id = a.case_id and e.version = 1 and e.idempotency_key like 'demo-case-%'`,
};

/** Nobody is called now about what struck in a demo case long ago: it shows as overdue, and that is all. */
export async function forgetAlarms(ds: DataSource): Promise<void> {
  await statement(ds, sql, []);
}
