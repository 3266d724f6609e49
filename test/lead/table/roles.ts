/** The roles of the field, and the groups it speaks of. Written out here: the definition has its own. */
export const teller = ['teller'];
export const bankDesk = ['bankDesk'];
export const desk = ['teller', 'bankDesk'];
export const duty = ['dutyOfficer', 'centerLead'];
export const centerLead = ['centerLead'];
export const stationDuty = ['stationDuty'];
export const officer = ['officer'];
export const police = ['officer', 'dutyOfficer', 'centerLead'];
export const custodian = ['custodian'];
export const approver = ['approver'];
/** Clocks and what follows from them: no person. */
export const system = ['system'];
/** Everybody whom the scope of a case includes and who does more than read. */
export const inScope = [...desk, ...police, ...stationDuty, ...custodian, ...approver];
/** Who reads or administers, and records nothing on any case. */
export const recordNothing = ['auditor', 'securityAdmin', 'systemAdmin'];
