import type { ActorOrganisation } from '../engine/definition/index.js';
import { type Asker, openedFor, organisationOf, type Reach, reachOf, rolesOf } from './policy.js';

/**
 * A condition on `case_file` that holds for the cases somebody sees. `sql` uses `case_file` by that name and parameters
 * from `$first`; askers of equal `name` get equal SQL, so a prepared statement may carry it in its name.
 */
export interface ScopeFilter {
  readonly name: string;
  readonly sql: string;
  readonly values: readonly string[];
}

/** `present` leaves out the cases of which a station may only read its own old entries: an inbox does not show them. */
export type FilterReach = 'any' | 'present';

/** The first wall of lists, as `policy` is that of single cases; only a test replaces what is in it. */
export const listPolicy = { filter: filterOf };

/** The same meaning as `sight(asker, index, id).kind <> 'none'`, for lists. `first`: the number of its first parameter. */
export function scopeFilter(asker: Asker, first = 1, reach: FilterReach = 'any'): ScopeFilter {
  return listPolicy.filter(asker, first, reach);
}

function filterOf(asker: Asker, first: number, reach: FilterReach): ScopeFilter {
  const organisation = organisationOf(asker);
  const reaches = new Set(rolesOf(asker).map((role) => reachOf(role, organisation)));
  // In one order, so that the order of roles makes no further statement.
  const wanted = order.filter((one) => reaches.has(one));
  if (wanted.includes('all')) return { name: 'all', sql: 'true', values: [] };
  const some = wanted.map((one, i) => conditions[one](`$${first + i}::text`, reach));
  const values = wanted.map((one) => parameterOf(one, organisation));
  const opened = reach === 'any' ? openedFor(asker) : [];
  if (opened.length > 0) {
    some.push(`case_file.id = any($${first + values.length}::uuid[])`);
    values.push(`{${opened.join()}}`);
  }
  if (some.length === 0) return { name: 'nothing', sql: 'false', values: [] };
  const name = [...wanted, ...(opened.length > 0 ? ['opened'] : [])].join('+');
  return { name: `${name}-${reach}-${first}`, sql: `(${some.join(' or ')})`, values };
}

type Limited = Exclude<Reach, 'all' | 'nothing'>;

const order: readonly (Limited | 'all')[] = ['all', 'ownOutlet', 'ownBank', 'ownStation', 'ownDistrict'];

const conditions: Readonly<Record<Limited | 'all', (value: string, reach: FilterReach) => string>> = {
  all: () => 'true',
  ownOutlet: (value) => `case_file.outlet = ${value}`,
  // @> and not = any(): only it can use a GIN index.
  ownBank: (value) => `case_file.bank = ${value} or case_file.account_banks @> array[${value}]`,
  ownStation: (value, reach) => onCase(`station = ${value}${reach === 'any' ? '' : ' and to_at is null'}`),
  ownDistrict: (value) => onCase(`district = ${value} and to_at is null`),
};

// `in` and not `exists`: the planner may then begin with the few cases of a station.
function onCase(condition: string): string {
  return `case_file.id in (select case_id from case_station where ${condition})`;
}

function parameterOf(reach: Limited | 'all', organisation: ActorOrganisation): string {
  return reach === 'ownDistrict' ? (organisation.district ?? '') : organisation.code;
}
