/** The roles that record events, and the groups that the lifecycle speaks of. */
export const desk = ['teller', 'bankDesk'] as const;
export const duty = ['dutyOfficer', 'centerLead'] as const;
export const police = ['officer', ...duty] as const;
export const station = ['stationDuty', 'officer'] as const;
export const officer = ['officer'] as const;
export const custodian = ['custodian'] as const;
export const approver = ['approver'] as const;
/** Whoever is there when something happens, and can film it or bring a file. */
export const givers = [...desk, ...police, 'stationDuty', ...custodian] as const;
/** Everybody who works on a case; what they see of it is decided by scope. */
export const everybody = [...desk, ...police, 'stationDuty', ...custodian, ...approver] as const;

/** Clocks, and whoever is called when they strike: no person acts as `system`. */
export const system = ['system'] as const;

/** True when the role is one of the group. */
export function among(group: readonly string[], role: string): boolean {
  return group.includes(role);
}
