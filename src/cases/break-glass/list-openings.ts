import type { DataSource } from 'typeorm';
import { openMinutes, reviewHours } from '../../administration/break-glass/limits.js';
import { type Json, OneOf, Plain } from '../../engine/definition/index.js';
import { statement } from '../../platform/database.js';

/** The filters of the list of emergency readings. */
export class OpeningsQuery {
  @OneOf(['open', 'ended', 'reviewed'], {
    zh: '阶段；不填则列出尚未审查的',
    en: 'how far it is; else all that is not reviewed',
    optional: true,
  })
  phase?: string;
  @Plain({ zh: '游标', en: 'cursor', optional: true, max: 40 }) cursor?: string;
}

/** Whose readings somebody sees: all, or their own and those of cases that their station leads. */
export interface Concerned {
  readonly all: boolean;
  readonly account: string;
  readonly station: string | null;
}

const size = 100;

const sql = {
  name: 'list-openings',
  text: `
    select c.id, c.number, c.version, c.phase, p.facts,
      (p.facts->>'openedAt')::timestamptz + make_interval(mins => $6) as ends_at,
      (p.facts->>'openedAt')::timestamptz + make_interval(hours => $7) as review_due_at
    from case_part p join case_file c on c.id = p.case_id
    where p.kind = 'breakGlass' and ($1::text is null or c.phase = $1) and ($1::text is not null or c.phase <> 'reviewed')
      and ($2::boolean or p.facts->>'by' = $3 or c.station = $4) and ($5::uuid is null or c.id < $5)
    order by c.id desc limit ${size + 1}`,
};

interface Row {
  id: string;
  number: string;
  version: number;
  phase: string;
  facts: Readonly<Record<string, Json>>;
  ends_at: Date;
  review_due_at: Date;
}

/** Emergency readings, newest first: what is open and what nobody has reviewed yet, unless a phase is asked for. */
export async function listOpenings(
  ds: DataSource,
  { all, account, station }: Concerned,
  { phase, cursor }: OpeningsQuery,
): Promise<{ items: Json[]; next: string | null }> {
  const values = [phase ?? null, all, account, station, cursor ?? null, openMinutes, reviewHours];
  const rows = await statement<Row>(ds, sql, values);
  const page = rows.slice(0, size);
  return { items: page.map(itemView), next: rows.length > size ? (page[size - 1]?.id ?? null) : null };
}

function itemView({ id, number, version, phase, facts, ends_at, review_due_at }: Row): Json {
  return {
    id,
    number,
    version,
    phase,
    lead: { id: facts['lead'] ?? null, number: facts['number'] ?? null },
    station: facts['station'] ?? null,
    by: facts['by'] ?? null,
    openedAt: facts['openedAt'] ?? null,
    endsAt: ends_at.toISOString(),
    endedAt: facts['endedAt'] ?? null,
    reviewDueAt: review_due_at.toISOString(),
    reviewedBy: facts['reviewedBy'] ?? null,
    justified: facts['justified'] ?? null,
  };
}
