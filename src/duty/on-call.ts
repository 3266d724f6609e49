import type { DataSource } from 'typeorm';
import { isObject, type Json } from '../engine/definition/index.js';
import type { Asked } from '../engine/ports.js';
import { statement } from '../platform/database.js';

/** Somebody who could be called about a case, where they work, and as what the roster there has them now. */
export interface Candidate {
  readonly account: string;
  readonly organisation: string;
  readonly place: 'outlet' | 'bank' | 'station' | 'center' | 'bureau';
  readonly roles: readonly string[];
  /** Whether their organisation keeps a roster. */
  readonly rostered: boolean;
  /** Their levels on duty now. */
  readonly levels: readonly number[];
}

/** Which roles are called at which level. */
export type Levels = Readonly<Record<string, readonly string[]>>;

const top = 3;

/** The roles whose people a roster lists. */
const rosterRoles: Readonly<Record<string, readonly string[]>> = {
  center: ['dutyOfficer', 'centerLead'],
  station: ['stationDuty', 'officer'],
};

/** PURE. Who is called at this level, or at the next one where somebody is; nobody when there is nobody above either. */
export function onCall(
  candidates: readonly Candidate[],
  levels: Levels,
  from: number,
): { level: number; recipients: string[] } {
  for (let level = from; level <= top; level++) {
    const recipients = calledAt(candidates, levels[level] ?? [], level);
    if (recipients.length > 0) return { level, recipients };
  }
  return { level: from, recipients: [] };
}

/**
 * Where an organisation keeps a roster, those on duty at that level; where it keeps none, everybody of those roles. A
 * roster that names no lead at the moment leaves the higher levels to whoever leads.
 */
function calledAt(candidates: readonly Candidate[], roles: readonly string[], level: number): string[] {
  const onRoster = (one: Candidate) => one.rostered && one.levels.includes(level) && concerns(one, roles);
  const covered = new Set(candidates.filter(onRoster).map(({ organisation }) => organisation));
  const called = candidates.filter((one) => {
    if (covered.has(one.organisation)) return onRoster(one);
    return (!one.rostered || level > 1) && one.roles.some((role) => roles.includes(role));
  });
  return [...new Set(called.map(({ account }) => account))].sort();
}

function concerns({ place }: Candidate, roles: readonly string[]): boolean {
  return roles.some((role) => rosterRoles[place]?.includes(role) === true);
}

const sql = {
  name: 'on-call',
  text: `
    with the_case as (
      select c.outlet, c.station, c.district, coalesce(
        (select p.facts->>'bank' from case_part p where p.case_id = c.id and p.part = $2), c.bank) as bank
      from case_file c where c.id = $1),
    moment as (select coalesce($3::timestamptz, clock_timestamp()) as now),
    bureau as (
      select coalesce(
        (select o.parent from organisation o where o.code = c.station),
        (select min(o.code) from organisation o where o.kind = 'bureau' and o.district = c.district),
        (select min(o.parent) from organisation o where o.kind = 'center')) as code
      from the_case c),
    place as (
      select 'outlet' as place, outlet as code from the_case
      union all select 'bank', bank from the_case
      union all select 'station', station from the_case
      union all select 'station', s.station from case_station s join the_case c on s.station is distinct from c.station
        where s.case_id = $1 and s.to_at is null and $4::boolean
      union all select 'center', code from organisation where kind = 'center'
      union all select 'bureau', code from bureau)
    select a.name as account, a.organisation, place.place, a.roles,
      exists (select from duty_shift s where s.organisation = place.code and s.withdrawn_at is null) as rostered,
      array(select s.level from duty_shift s where s.organisation = place.code and s.account = a.name
        and s.withdrawn_at is null and s.from_at <= moment.now and s.to_at > moment.now) as levels
    from place cross join moment join account a on a.organisation = place.code and a.disabled_at is null
    order by a.name`,
};

/**
 * Answers `onCall` (about `{of, from, levels, support}` → `{level, recipients}`): who is called about this part of the case
 * now; at the leading station, with `support` also at those that help it.
 */
export function whoIsOnCall(ds: DataSource, clock?: () => string) {
  return (asked: readonly Asked[]): Promise<Json[]> =>
    Promise.all(
      asked.map(async ({ question: { about }, caseId }) => {
        const { of, from, levels, support } = askedOf(about);
        const candidates = await statement<Candidate>(ds, sql, [caseId, of, clock?.() ?? null, support]);
        return onCall(candidates, levels, from);
      }),
    );
}

function askedOf(about: Json): { of: string; from: number; levels: Levels; support: boolean } {
  if (!isObject(about)) return { of: '', from: 1, levels: {}, support: false };
  const levels: Record<string, string[]> = {};
  for (const [level, roles] of Object.entries(isObject(about['levels']) ? about['levels'] : {}))
    levels[level] = Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : [];
  const from = typeof about['from'] === 'number' ? about['from'] : 1;
  return { of: String(about['of']), from, levels, support: about['support'] === true };
}
