import type { DataSource } from 'typeorm';
import { statement } from '../../platform/database.js';
import type { Passwords } from '../passwords.js';
import type { PasswordPolicy } from './password-policy.js';
import { freshPassword } from './password-policy.js';
import { badNewPassword, passwordMoved } from './problems.js';

/** How long a password given by an administrator opens the door, in days. */
export const FIRST_PASSWORD_DAYS = 7;

const READ = {
  name: 'password-read',
  text: `select a.password_hash as hash, a.name, a.display_name_zh, a.display_name_en, o.code, o.name_zh, o.name_en,
                array(select p.hash from past_password p where p.account = a.name
                      order by p.replaced_at desc limit $2) as past
         from account a join organisation o on o.code = a.organisation
         where a.name = $1 and a.disabled_at is null`,
};

// Only where the password is still the one that was checked; older ones than the profile remembers go.
const CHANGE = {
  name: 'password-change',
  text: `
    with changed as (
      update account set password_hash = $3, password_changed_at = now(), password_must_change = $5,
        password_expires_at = now() + make_interval(days => $6)
      where name = $1 and password_hash = $2 returning name),
    kept as (
      insert into past_password (account, replaced_at, hash) select name, clock_timestamp(), $2 from changed where $4 >= 0),
    gone as (
      delete from past_password where account in (select name from changed) and replaced_at not in (
        select p.replaced_at from past_password p where p.account = $1 order by p.replaced_at desc limit greatest($4, 0)))
    select name from changed`,
};

const MUST_CHANGE = {
  name: 'password-must-change',
  text: 'update account set password_must_change = true where name = $1 and password_hash = $2 and not password_must_change',
};

interface Stored {
  hash: string;
  name: string;
  display_name_zh: string;
  display_name_en: string;
  code: string;
  name_zh: string;
  name_en: string;
  past: string[];
}

/** What happens to the password of an account after its first day. */
export class AccountPasswords {
  constructor(
    private readonly database: DataSource,
    private readonly passwords: Passwords,
    private readonly policy: PasswordPolicy,
  ) {}

  /** The hash of which this is the password, if it is this account's. An account that is not there costs the same work. */
  async proved(account: string, password: string): Promise<string | undefined> {
    const hash = (await this.read(account))?.hash;
    return (await this.passwords.matches(password, hash)) ? hash : undefined;
  }

  /**
   * Sets a new password that its owner chose, in place of the one of this hash, which they have proved to know. Throws 400
   * with everything that is wrong with it; 409 when it was changed meanwhile.
   */
  async change(account: string, proved: string, fresh: string): Promise<void> {
    const stored = await this.read(account);
    if (stored?.hash !== proved) throw passwordMoved();
    const faults = this.policy.faults(fresh, wordsOf(stored));
    if (faults.length > 0) throw badNewPassword(faults);
    // The present one is the first of those that may not be taken again.
    const taken = [stored.hash, ...stored.past].slice(0, Math.max(1, this.policy.profile.past));
    for (const hash of taken) {
      if (await this.passwords.matches(fresh, hash)) throw badNewPassword([takenBefore(taken.length)]);
    }
    const changed = await this.set(account, proved, fresh, { mustChange: false, days: null });
    if (!changed) throw passwordMoved();
  }

  /**
   * Gives an account a new random password, to be handed over once: it opens the door for seven days, and only to change
   * it. Undefined when there is no such account. Whoever calls this ends the sessions of the account.
   */
  async giveFirst(account: string): Promise<string | undefined> {
    const stored = await this.read(account);
    if (!stored) return undefined;
    const fresh = freshPassword();
    const changed = await this.set(account, stored.hash, fresh, { mustChange: true, days: FIRST_PASSWORD_DAYS });
    return changed ? fresh : undefined;
  }

  /** Demands a new password where the present one is known to have leaked. `hash`: the one it was checked against. */
  async demandChangeIfLeaked(account: string, password: string, hash: string): Promise<void> {
    if (this.policy.isKnown(password)) await statement(this.database, MUST_CHANGE, [account, hash]);
  }

  private async read(account: string): Promise<Stored | undefined> {
    const values = [account, Math.max(0, this.policy.profile.past - 1)];
    const [row] = await statement<Stored>(this.database, READ, values);
    return row;
  }

  private async set(account: string, old: string, fresh: string, how: { mustChange: boolean; days: number | null }) {
    const hash = await this.passwords.hash(fresh);
    // Beside the present one and the one now replaced; below nothing: the profile remembers none.
    const keep = this.policy.profile.past - 2;
    const rows = await statement(this.database, CHANGE, [account, old, hash, keep, how.mustChange, how.days]);
    return rows.length > 0;
  }
}

function wordsOf({ name, display_name_zh, display_name_en, code, name_zh, name_en }: Stored): string[] {
  const texts = [name, display_name_zh, display_name_en, code, name_zh, name_en];
  return [...new Set(texts.flatMap((text) => [text, ...text.split(/[\s,._-]+/)]))];
}

function takenBefore(count: number): { zh: string; en: string } {
  return count === 1
    ? { zh: '与现在的密码相同，请另选一个', en: 'the same as the present one: choose another' }
    : { zh: `最近 ${count} 个密码不能再用，请另选一个`, en: `one of the last ${count} was the same: choose another` };
}
