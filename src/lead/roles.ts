/** The roles that record events, and the groups that the lifecycle speaks of. */
export const desk = ['teller', 'bankDesk'] as const;
export const duty = ['dutyOfficer', 'centerLead'] as const;
export const police = ['officer', ...duty] as const;
export const station = ['stationDuty', 'officer'] as const;
