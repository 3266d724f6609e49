import type { DataSource } from 'typeorm';
import { type Json, OneOf, Plain } from '../engine/definition/index.js';
import { statement } from '../platform/database.js';
import { type Page, pageOf, sizeOf } from './page.js';

const kinds = ['center', 'bureau', 'station', 'bank', 'outlet', 'organ'];

/** The filters of the list of organisations; all given must hold. */
export class OrganisationsQuery {
  @OneOf(kinds, { zh: '单位类别', en: 'kind', optional: true }) kind?: string;
  @Plain({ zh: '上级单位', en: 'above it', optional: true, max: 64 }) parent?: string;
  @Plain({ zh: '单位代码', en: 'code', optional: true, max: 64 }) code?: string;
  @Plain({ zh: '游标', en: 'cursor', optional: true, max: 64 }) cursor?: string;
  @Plain({ zh: '每页条数，1 至 200', en: 'items a page, 1 to 200', optional: true, max: 3 }) limit?: string;
}

const sql = {
  name: 'list-organisations',
  text: `
    select code, kind, parent, name_zh as zh, name_en as en, district, level, phone,
      array(select station from outlet_station s where s.outlet = o.code order by first desc, station) as stations,
      (select count(*)::int from account a where a.organisation = o.code and a.disabled_at is null) as accounts
    from organisation o
    where ($1::text is null or kind = $1) and ($2::text is null or parent = $2) and ($3::text is null or code = $3)
      and ($4::text is null or code > $4) order by code limit $5`,
};

/** The organisations of the house by their code. */
export async function listOrganisations(ds: DataSource, query: OrganisationsQuery): Promise<Page> {
  const limit = sizeOf(query.limit);
  const values = [query.kind ?? null, query.parent ?? null, query.code ?? null, query.cursor ?? null, limit + 1];
  const rows = await statement<{ code: string; kind: string; stations: string[] } & Record<string, Json>>(
    ds,
    sql,
    values,
  );
  return pageOf(
    rows.map(({ stations, ...row }) => (row.kind === 'outlet' ? { ...row, stations } : row)),
    limit,
    ({ code }) => String(code),
  );
}
