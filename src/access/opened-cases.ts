import type { DataSource } from 'typeorm';
import { breakers } from '../administration/break-glass/events.js';
import { openMinutes } from '../administration/break-glass/limits.js';
import { statement } from '../platform/database.js';
import type { Principal } from './principal.js';

const OPENED = {
  name: 'opened-cases',
  text: `
    select facts->>'lead' as id from case_part
    where kind = 'breakGlass' and state->>'reading' = 'open' and facts->>'by' = $1
      and (facts->>'openedAt')::timestamptz > coalesce($2::timestamptz, clock_timestamp()) - make_interval(mins => $3)`,
};

const TELL = {
  name: 'opened-cases-changed',
  text: `select pg_notify('lanjie_session', id::text) from session where account = $1 and ended_at is null`,
};

/** Knows which cases somebody has opened in an emergency and may still read. */
export class OpenedCases {
  constructor(
    private readonly database: DataSource,
    private readonly clock?: () => string,
  ) {}

  /** The person with the cases that are open to them; those who never open any cost no question. */
  async with(principal: Principal): Promise<Principal> {
    if (!breakers.some((role) => principal.roles.includes(role))) return principal;
    const values = [principal.account, this.clock?.() ?? null, openMinutes];
    const rows = await statement<{ id: string }>(this.database, OPENED, values);
    return rows.length === 0 ? principal : { ...principal, openedCases: [...new Set(rows.map(({ id }) => id))] };
  }

  /** Lets every server read the sessions of this account anew. */
  async changed(account: string): Promise<void> {
    await statement(this.database, TELL, [account]);
  }
}
