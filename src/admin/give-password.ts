import type { DataSource } from 'typeorm';
import { FIRST_PASSWORD_DAYS } from '../access/sign-in/own-password.js';
import { statement } from '../platform/database.js';

const GIVE = {
  name: 'give-password',
  text: `update account set password_hash = $2, password_changed_at = now(), password_must_change = true,
           password_expires_at = now() + make_interval(days => $5)
         where name = $1 and not exists (
           select from ledger_entry e where e.case_id = $3 and e.version > $4 and e.type = 'office.passwordReset'
             and convert_from(e.entry, 'UTF8')::jsonb #>> '{body,account}' = $1)
         returning name`,
};

/**
 * Gives an account the password of this hash, to be changed within seven days, unless it was reset again after this
 * entry. The entry itself has taken the old one away: whatever dies in between, the account is left with a password that
 * nobody knows. True when it was given.
 */
export async function givePassword(
  ds: DataSource,
  account: string,
  hash: string,
  entry: { readonly caseId: string; readonly version: number },
): Promise<boolean> {
  return (await statement(ds, GIVE, [account, hash, entry.caseId, entry.version, FIRST_PASSWORD_DAYS])).length > 0;
}
