import type { DataSource } from 'typeorm';
import { grantable } from '../administration/roles.js';
import { type Json, OneOf, Plain } from '../engine/definition/index.js';
import { statement } from '../platform/database.js';
import { type Page, pageOf, sizeOf } from './page.js';

/** The filters of the list of accounts; all given must hold. */
export class AccountsQuery {
  @Plain({ zh: '所在单位', en: 'where they work', optional: true, max: 64 }) organisation?: string;
  @OneOf(grantable, { zh: '职务', en: 'role', optional: true }) role?: string;
  @OneOf(['true', 'false'], { zh: '是否在用', en: 'in use, or disabled', optional: true }) active?: string;
  @Plain({ zh: '账号名', en: 'name of the account', optional: true, max: 64 }) account?: string;
  @Plain({ zh: '游标', en: 'cursor', optional: true, max: 64 }) cursor?: string;
  @Plain({ zh: '每页条数，1 至 200', en: 'items a page, 1 to 200', optional: true, max: 3 }) limit?: string;
}

const sql = {
  name: 'list-accounts',
  text: `
    select name as account, display_name_zh as zh, display_name_en as en, organisation, roles, level,
      disabled_at is null as active, created_at as "createdAt", disabled_at as "disabledAt",
      (select count(*)::int from session s where s.account = a.name and s.ended_at is null and s.expires_at > now()) as sessions
    from account a
    where ($1::text is null or organisation = $1) and ($2::text is null or $2 = any(roles))
      and ($3::boolean is null or (disabled_at is null) = $3) and ($4::text is null or name = $4)
      and ($5::text is null or name > $5) order by name limit $6`,
};

/** The accounts of the house by their name, with what they may do and how many sessions are open; nothing secret. */
export async function listAccounts(ds: DataSource, query: AccountsQuery): Promise<Page> {
  const limit = sizeOf(query.limit);
  const rows = await statement<{ createdAt: Date; disabledAt: Date | null } & Record<string, Json | Date>>(ds, sql, [
    query.organisation ?? null,
    query.role ?? null,
    query.active === undefined ? null : query.active === 'true',
    query.account ?? null,
    query.cursor ?? null,
    limit + 1,
  ]);
  const items = rows.map(
    ({ createdAt, disabledAt, ...row }): Record<string, Json> => ({
      ...JSON.parse(JSON.stringify(row)),
      createdAt: createdAt.toISOString(),
      disabledAt: disabledAt?.toISOString() ?? null,
    }),
  );
  return pageOf(items, limit, ({ account }) => String(account));
}
