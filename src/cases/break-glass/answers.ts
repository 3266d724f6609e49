import type { DataSource } from 'typeorm';
import type { Json } from '../../engine/definition/index.js';
import type { Answer, Asked } from '../../engine/ports.js';
import { statement } from '../../platform/database.js';
import { onlyLeads } from '../definitions.js';

const LEADS = {
  name: 'leads-by-number',
  text: `select number, id, station, district from case_file where number = any($1::text[]) and ${onlyLeads('case_file')}`,
};

/** Answers `lead`: the lead of that number with the station that leads it; null for none. */
export function leadByNumber(ds: DataSource) {
  return async (asked: readonly Asked[]): Promise<Json[]> => {
    const numbers = asked.map(({ question }) => String(question.about));
    const rows = await statement<{ number: string; id: string; station: string | null; district: string | null }>(
      ds,
      LEADS,
      [numbers],
    );
    const found = new Map(rows.map((row) => [row.number, row]));
    return numbers.map((number) => {
      const row = found.get(number);
      return row ? { ...row } : null;
    });
  };
}

const TODAY = {
  name: 'broken-today',
  text: `
    select (select count(*)::int from case_part where kind = 'breakGlass' and facts->>'by' = $1
        and (facts->>'openedAt')::timestamptz > coalesce($3::timestamptz, clock_timestamp()) - interval '24 hours') as n,
      coalesce((select version from fence where name = $2), 0)::int as seen`,
};

/** Answers `brokenToday`: how many cases this account has opened within 24 hours; fenced, so that no two count the same. */
export function brokenToday(ds: DataSource, clock?: () => string) {
  return (asked: readonly Asked[]): Promise<Answer[]> =>
    Promise.all(
      asked.map(async ({ question }): Promise<Answer> => {
        const name = `break-glass:${String(question.about)}`;
        const [row] = await statement<{ n: number; seen: number }>(ds, TODAY, [
          question.about,
          name,
          clock?.() ?? null,
        ]);
        return { value: row?.n ?? 0, fences: [{ name, seen: row?.seen ?? 0 }] };
      }),
    );
}
