/** Where a role may be held, and which may be held together: the one table of who can be what. */

/** The kinds of organisation at which each role may be held, in the order in which roles are listed. */
const places: Readonly<Record<string, readonly string[]>> = {
  teller: ['outlet'],
  bankDesk: ['bank'],
  dutyOfficer: ['center'],
  centerLead: ['center'],
  stationDuty: ['station'],
  officer: ['station'],
  custodian: ['bureau', 'station', 'center'],
  approver: ['bureau', 'center'],
  auditor: ['bureau', 'center'],
  securityAdmin: ['center'],
  systemAdmin: ['center'],
};

/** Every role that an account may be granted. */
export const grantable: readonly string[] = Object.keys(places);

/** The three officers apart (三员分立): who runs the house, who grants rights in it, and who audits both. */
export const systemAdmin = ['systemAdmin'] as const;
export const securityAdmin = ['securityAdmin'] as const;
const officers: readonly string[] = [...systemAdmin, ...securityAdmin, 'auditor'];

/** Whose last holder stays: without the first two nothing could be administered, without the third nobody would look. */
export const indispensable: readonly string[] = officers;

/** Roles whose reach depends on the district or the level of the organisation, and which may carry a level of their own. */
export const reachingByDistrict: readonly string[] = ['approver', 'custodian'];

/** No person acts as `system`: the server and its command-line tasks do. */
export const system = ['system'] as const;

/** True when the role may be held at an organisation of this kind. */
export function fits(role: string, kind: string): boolean {
  return Object.hasOwn(places, role) && places[role]?.includes(kind) === true;
}

/** True when nobody would hold two of the three offices, or one of them beside any other role. */
export function areApart(roles: readonly string[]): boolean {
  return new Set(roles).size < 2 || !roles.some((role) => officers.includes(role));
}
