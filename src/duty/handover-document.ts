import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Principal } from '../access/principal.js';
import { reading } from '../access/reading.js';
import { onlyLeads } from '../cases/definitions.js';
import { canonicalJson, type Json } from '../engine/definition/index.js';
import { statement } from '../platform/database.js';

/** Where a shift changes. */
export type Place = 'center' | 'station';

/** Which fact of a lead names who answers for it there. */
const ownerFact: Readonly<Record<Place, string>> = { center: 'owner', station: 'stationOwner' };

/** Who hands over what to whom. */
export interface HandoverHead {
  readonly id: string;
  readonly place: Place;
  readonly organisation: string;
  readonly leaving: string;
  readonly arriving: string;
  readonly drawnUpAt: string;
}

/** A document and the SHA-256 of its very text, in hex. */
export interface Frozen {
  readonly text: string;
  readonly hash: string;
}

type ClockRow = readonly [part: string, name: string, dueAt: string, overdue: boolean];

interface Row {
  id: string;
  number: string;
  version: number;
  phase: string;
  opened_at: Date;
  owner: string | null;
  clocks: ClockRow[] | null;
}

const sql = {
  name: 'open-cases-of-a-shift',
  text: `
    select c.id, c.number, c.version, c.phase, c.opened_at, p.facts->>$3 as owner,
      (select json_agg(json_build_array(d.part, d.name, d.due_at, d.struck_at is not null) order by d.due_at, d.part, d.name)
        from deadline d where d.case_id = c.id) as clocks
    from case_file c left join case_part p on p.case_id = c.id and p.part = 'lead-1'
    where ${onlyLeads('c')} and c.closed_at is null and ($1 = 'center' or c.id in (
      select case_id from case_station where station = $2 and to_at is null))
    order by c.id`,
};

/**
 * The open cases of the shift with their running and overdue clocks, frozen, as the leaving person sees them. It names cases
 * and accounts, no persons.
 */
export async function freeze(ds: DataSource, principal: Principal, head: HandoverHead): Promise<Frozen> {
  const values = [head.place, head.organisation, ownerFact[head.place]];
  const rows = await reading(ds, principal, (read) => read<Row>(sql, values));
  const cases = rows.map(
    (row): Json => ({
      id: row.id,
      number: row.number,
      version: row.version,
      phase: row.phase,
      openedAt: row.opened_at.toISOString(),
      owner: row.owner,
      clocks: (row.clocks ?? []).map(([part, clock, dueAt, overdue]) => ({
        part,
        clock,
        dueAt: new Date(dueAt).toISOString(),
        overdue,
      })),
    }),
  );
  const text = canonicalJson({ format: 1, ...head, cases });
  return { text, hash: createHash('sha256').update(text).digest('hex') };
}

const owned = {
  name: 'leads-of-an-owner',
  text: `
    select c.id from case_file c join case_part p on p.case_id = c.id and p.part = 'lead-1'
    where c.closed_at is null and p.facts->>$1 = $2 and ($3 = 'center' or c.station = $4) order by c.id`,
};

/** The open leads for which somebody answers there. */
export async function leadsOf(ds: DataSource, place: Place, organisation: string, owner: string): Promise<string[]> {
  const rows = await statement<{ id: string }>(ds, owned, [ownerFact[place], owner, place, organisation]);
  return rows.map(({ id }) => id);
}
