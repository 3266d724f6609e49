import type { Actor, ActorOrganisation, Sentence } from '../engine/definition/index.js';

/** Who is calling, as the database knew them a few seconds ago at most. */
export interface Principal {
  readonly account: string;
  readonly displayName: Sentence;
  /** `level` is the person's own where they have one. */
  readonly organisation: ActorOrganisation;
  readonly organisationName: Sentence;
  readonly roles: readonly string[];
  /** Ids of the cases that are open to this person by break-glass at this moment: to read, never to record on. */
  readonly openedCases: readonly string[];
  /** The session the token names. */
  readonly session: string;
  /** When they last proved who they are: by signing in, or by a step-up. ISO 8601 UTC. */
  readonly authenticatedAt: string;
  /** What they have to do before anything else; absent: nothing. */
  readonly due?: readonly Due[];
}

/** A new password, because the present one was given by an administrator, has leaked or is too old; a second factor. */
export type Due = 'newPassword' | 'secondFactor';

/** As whom the person acts: in the first of these roles (those of an event, in its order) that they have. */
export function actorFor(principal: Principal, roles: readonly string[]): Actor | undefined {
  const role = roles.find((wanted) => principal.roles.includes(wanted));
  return role === undefined ? undefined : { account: principal.account, role, org: principal.organisation };
}

const areas: Readonly<Record<string, readonly string[]>> = {
  bank: ['teller', 'bankDesk'],
  station: ['stationDuty', 'officer', 'custodian'],
  center: ['dutyOfficer', 'centerLead', 'approver'],
  audit: ['auditor'],
  admin: ['securityAdmin', 'systemAdmin'],
};

/** The roles that work in an area of the API (`bank`, `station`, `center`, `audit`, `admin`); none for another word. */
export function rolesOfArea(area: string): readonly string[] {
  return Object.hasOwn(areas, area) ? (areas[area] ?? []) : [];
}

/** The areas of the API in which these roles work. */
export function areasOf(roles: readonly string[]): string[] {
  return Object.keys(areas).filter((area) => rolesOfArea(area).some((role) => roles.includes(role)));
}
