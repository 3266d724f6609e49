import { everybody, organisations } from '../ground/city.js';
import { organisationOf, rolesOf } from './principals.js';
import { type Relation, relations, seesPart, sightOf } from './sights.js';

/** A row as far as it matters who is shown it. */
export interface Row {
  readonly table: string;
  /** Whose it is: one of the leads, or a case of the house. */
  readonly of: Relation | 'log' | 'office' | 'glass' | 'earlier';
  readonly part: string | null;
  /** Who recorded an entry, keeps a handover, or has the case as a station. */
  readonly organisation: string | null;
  /** The parts that an entry opened. */
  readonly opened: readonly string[];
  /** Of a station: its district while it has the case. */
  readonly district: string | null;
}

/**
 * What row-level security shows somebody of a table, by itself: no more than what `sights.ts` says. `withLeft`: also the old
 * entries of a station that has lost the case.
 */
export function isShownTo(who: string, row: Row, withLeft: boolean): boolean {
  const mine = organisationOf(who);
  if (row.table === 'handover') return row.organisation === mine;
  if (row.of === 'log') return who === 'auditor';
  if (row.of === 'office' || row.of === 'glass' || row.of === 'earlier') return false;
  if (row.table === 'case_station') return isStationShown(who, row);
  const sight = sightOf(who, row.of);
  if (sight === 'nothing' || (sight === 'entries' && !withLeft)) return false;
  if (row.table === 'case_file' || row.table === 'case_key') return true;
  const sees = (part: string) => seesPart(who, row.of as Relation, part);
  if (row.table !== 'ledger_entry') return row.part !== null && sees(row.part);
  if (sight === 'entries') return row.organisation === mine;
  if (sight === 'accounts') return row.part !== null && sees(row.part);
  return (row.part === null || sees(row.part)) && row.opened.every(sees);
}

/** The stations of a case: to those who see every case, to themselves, and to their district while they have it. */
function isStationShown(who: string, { organisation, district }: Row): boolean {
  if (relations.every((relation) => sightOf(who, relation) === 'whole')) return true;
  const place = organisations.find(({ code }) => code === organisationOf(who));
  const has = (...roles: string[]) => rolesOf(who).some((role) => roles.includes(role));
  if (place?.kind === 'station' && has('stationDuty', 'officer') && organisation === place.code) return true;
  const reaches = place?.kind !== 'bank' && place?.kind !== 'outlet' && has('approver', 'custodian');
  return reaches && district !== null && district === place?.district;
}

/** Who somebody is, as the database is told it (src/access/scope.ts). */
export function askerOf(who: string, openedCases: readonly string[]): string {
  const { roles = [], organisation: code } = everybody.get(who) ?? {};
  return JSON.stringify({ roles, organisation: organisations.find((one) => one.code === code), openedCases });
}
