import {
  type ActorOrganisation,
  type CaseIndex,
  isAnnulled,
  type Part,
  type StationAccess,
} from '../engine/definition/index.js';
import type { Principal } from './principal.js';

/**
 * How much of a case somebody sees. `whole`: everything; people of a bank see of the files only what that `bank` gave;
 * `opened` by break-glass it is for reading. `accounts`: only the accounts kept by that bank and the returns
 * on them. `ownEntries`: only what the own organisation recorded, and nothing may be recorded.
 * `none`: the case does not exist for them (404).
 */
export type Sight =
  | { readonly kind: 'whole'; readonly bank?: string; readonly opened?: true }
  | { readonly kind: 'accounts'; readonly bank: string }
  | { readonly kind: 'ownEntries'; readonly station: string }
  | { readonly kind: 'none' };

/** Who asks: a person in all their roles, or in the one in which they act. */
export type Asker = Pick<Principal, 'roles' | 'organisation' | 'openedCases'>;

/** What a role sees of which cases; the table from which both `sight` and `scopeFilter` are made. */
export type Reach = 'all' | 'ownOutlet' | 'ownBank' | 'ownStation' | 'ownDistrict' | 'nothing';

/** What of a case decides who sees it. */
export type Relations = Pick<CaseIndex, 'outlet' | 'bank' | 'accountBanks' | 'stations'>;

const whole: Sight = { kind: 'whole' };
const opened: Sight = { kind: 'whole', opened: true };
const none: Sight = { kind: 'none' };

/** How far a role reaches for somebody of this organisation (lifecycle, Scope). An unknown role reaches nothing. */
export function reachOf(role: string, organisation: ActorOrganisation): Reach {
  const { kind, level } = organisation;
  switch (role) {
    case 'teller':
      return kind === 'outlet' ? 'ownOutlet' : 'nothing';
    case 'bankDesk':
      return kind === 'bank' ? 'ownBank' : 'nothing';
    case 'stationDuty':
    case 'officer':
      return kind === 'station' ? 'ownStation' : 'nothing';
    case 'dutyOfficer':
    case 'centerLead':
      return kind === 'center' ? 'all' : 'nothing';
    case 'approver':
    case 'custodian':
      if (kind === 'bank' || kind === 'outlet') return 'nothing';
      if (level === 'city') return 'all';
      return organisation.district === undefined ? 'nothing' : 'ownDistrict';
    // An auditor records nothing because no event has the role; clocks strike everywhere.
    case 'auditor':
    case 'system':
      return 'all';
    default:
      return 'nothing';
  }
}

/**
 * The first wall. Every read and write asks it; a test that wants to know whether row-level security holds alone replaces
 * what is in it.
 */
export const policy: { sight: (asker: Asker, index: Relations, id?: string) => Sight } = { sight: sightOf };

/**
 * The one place where it is decided what somebody sees of a case; every read and write asks here. Several roles: the widest.
 * `id` is the case's where it is to be read: a case that break-glass has opened is seen by its id, and is not to be recorded on.
 */
export function sight(asker: Asker, index: Relations, id?: string): Sight {
  return policy.sight(asker, index, id);
}

function sightOf(asker: Asker, index: Relations, id?: string): Sight {
  const { organisation } = asker;
  let widest = asker.openedCases.some((one) => one === id) ? opened : none;
  for (const role of asker.roles) {
    const seen = sightWithin(reachOf(role, organisation), organisation, index);
    if (widthOf(seen) > widthOf(widest)) widest = seen;
  }
  return widest;
}

const width = { none: 0, ownEntries: 1, accounts: 2, bank: 3, opened: 4, whole: 5 } as const;

function widthOf(seen: Sight): number {
  if (seen.kind !== 'whole') return width[seen.kind];
  return seen.opened ? width.opened : seen.bank === undefined ? width.whole : width.bank;
}

function sightWithin(reach: Reach, organisation: ActorOrganisation, index: Relations): Sight {
  switch (reach) {
    case 'all':
      return whole;
    case 'ownOutlet':
      return index.outlet === organisation.code ? ofBank(organisation.parent ?? organisation.code) : none;
    case 'ownBank':
      if (index.bank === organisation.code) return ofBank(organisation.code);
      return index.accountBanks.includes(organisation.code) ? { kind: 'accounts', bank: organisation.code } : none;
    case 'ownStation':
      return stationSight(
        organisation.code,
        index.stations.filter((access) => access.station === organisation.code),
      );
    case 'ownDistrict':
      return index.stations.some((access) => access.to === null && access.district === organisation.district)
        ? whole
        : none;
    case 'nothing':
      return none;
    default:
      return reach satisfies never;
  }
}

function ofBank(bank: string): Sight {
  return { kind: 'whole', bank };
}

/** The bank whose people see so much; undefined: the police, or nobody. */
export function bankOf(seen: Sight): string | undefined {
  return 'bank' in seen ? seen.bank : undefined;
}

/** A file that another than the bank gave: what the police film is not for the counter. */
function isHidden(seen: Sight, part: Part): boolean {
  const bank = bankOf(seen);
  return bank !== undefined && part.kind === 'evidence' && part.facts['bank'] !== bank;
}

// A station may have come and gone more than once.
function stationSight(station: string, accesses: readonly StationAccess[]): Sight {
  if (accesses.some(({ to }) => to === null)) return whole;
  return accesses.length > 0 ? { kind: 'ownEntries', station } : none;
}

/** The parts of a case that a sight shows. */
export function partsInSight(seen: Sight, parts: readonly Part[]): readonly Part[] {
  switch (seen.kind) {
    case 'whole':
      return parts.filter((part) => !isHidden(seen, part));
    case 'accounts': {
      const accounts = parts.filter(
        (part) => part.kind === 'account' && part.facts['bank'] === seen.bank && !isAnnulled(part),
      );
      const ids = new Set(accounts.map((part) => part.id));
      const onThem = (part: Part) => part.kind === 'return' && ids.has(String(part.facts['asset']));
      return parts.filter((part) => ids.has(part.id) || onThem(part));
    }
    case 'ownEntries':
    case 'none':
      return [];
    default:
      return seen satisfies never;
  }
}

/** Whether a sight shows a part; `undefined` is the whole case. */
export function isInSight(seen: Sight, part: string | undefined, parts: readonly Part[]): boolean {
  // A part that is not there is told apart from one that is not theirs to see later on; but no bank learns how many files
  // the police have.
  if (seen.kind === 'whole') {
    const named = parts.find((one) => one.id === part);
    return named ? !isHidden(seen, named) : seen.bank === undefined || part?.startsWith('evidence-') !== true;
  }
  return partsInSight(seen, parts).some((visible) => visible.id === part);
}

/** Whether a sight lets an event be recorded on this part; `undefined` is the whole case, or an event that opens a part. */
export function mayRecordOn(seen: Sight, part: string | undefined, parts: readonly Part[]): boolean {
  return !('opened' in seen) && isInSight(seen, part, parts);
}

/**
 * Whether a station that has lost a case may still record what it did while it had it: its phones may have been without
 * a network. `at` is when it happened, ISO 8601; null: now.
 */
export function mayRecordLate(asker: Asker, index: CaseIndex, at: string | null): boolean {
  const moment = at === null ? Number.NaN : Date.parse(at);
  const { organisation } = asker;
  const atStation = asker.roles.some((role) => reachOf(role, organisation) === 'ownStation');
  return (
    atStation &&
    index.stations.some(
      ({ station, from, to }) =>
        station === organisation.code && Date.parse(from) <= moment && to !== null && moment < Date.parse(to),
    )
  );
}

/** Whether a sight shows an entry, given the organisation that recorded it, the part it was addressed to and those it opened. */
export function entryInSight(
  seen: Sight,
  entry: { readonly organisation: string; readonly part: string | undefined; readonly opened?: readonly string[] },
  parts: readonly Part[],
): boolean {
  if (seen.kind === 'ownEntries') return entry.organisation === seen.station;
  const hidden = parts.some((part) => entry.opened?.includes(part.id) && isHidden(seen, part));
  return !hidden && isInSight(seen, entry.part, parts);
}
