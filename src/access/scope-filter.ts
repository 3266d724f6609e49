import type { ActorOrganisation } from '../engine/definition/index.js';
import { type Asker, type Reach, reachOf } from './policy.js';

/**
 * A condition on `case_file` that holds for the cases somebody sees. `sql` uses `case_file` by that name and parameters
 * from `$first`; askers of equal `name` get equal SQL, so a prepared statement may carry it in its name.
 */
export interface ScopeFilter {
  readonly name: string;
  readonly sql: string;
  readonly values: readonly string[];
}

/** The first wall of lists, as `policy` is that of single cases; only a test replaces what is in it. */
export const listPolicy = { filter: filterOf };

/**
 * The cases of which `sight(asker, index)` shows more than old entries: what a station has lost, and what break-glass has
 * opened, is nobody's work and on no list. `first`: the number of its first parameter.
 */
export function scopeFilter(asker: Asker, first = 1): ScopeFilter {
  return listPolicy.filter(asker, first);
}

function filterOf({ roles, organisation }: Asker, first: number): ScopeFilter {
  const reaches = new Set(roles.map((role) => reachOf(role, organisation)));
  // In one order, so that the order of roles makes no further statement.
  const wanted = order.filter((one) => reaches.has(one));
  if (wanted.includes('all')) return { name: 'all', sql: 'true', values: [] };
  if (wanted.length === 0) return { name: 'nothing', sql: 'false', values: [] };
  const some = wanted.map((one, i) => conditions[one](`$${first + i}::text`));
  const values = wanted.map((one) => parameterOf(one, organisation));
  return { name: `${wanted.join('+')}-${first}`, sql: `(${some.join(' or ')})`, values };
}

type Limited = Exclude<Reach, 'all' | 'nothing'>;

const order: readonly (Limited | 'all')[] = ['all', 'ownOutlet', 'ownBank', 'ownStation', 'ownDistrict'];

const conditions: Readonly<Record<Limited | 'all', (value: string) => string>> = {
  all: () => 'true',
  ownOutlet: (value) => `case_file.outlet = ${value}`,
  // @> and not = any(): only it can use a GIN index.
  ownBank: (value) => `case_file.bank = ${value} or case_file.account_banks @> array[${value}]`,
  ownStation: (value) => onCase(`station = ${value} and to_at is null`),
  ownDistrict: (value) => onCase(`district = ${value} and to_at is null`),
};

// `in` and not `exists`: the planner may then begin with the few cases of a station.
function onCase(condition: string): string {
  return `case_file.id in (select case_id from case_station where ${condition})`;
}

function parameterOf(reach: Limited | 'all', organisation: ActorOrganisation): string {
  return reach === 'ownDistrict' ? (organisation.district ?? '') : organisation.code;
}
