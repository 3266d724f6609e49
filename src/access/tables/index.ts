import { Account } from './account.js';
import { DutyShift } from './duty-shift.js';
import { Organisation } from './organisation.js';
import { OutletStation } from './outlet-station.js';
import { RateLimit } from './rate-limit.js';
import { Session } from './session.js';

export { Account } from './account.js';
export { DutyShift } from './duty-shift.js';
export { type ApprovalLevel, Organisation, type OrganisationKind } from './organisation.js';
export { OutletStation } from './outlet-station.js';
export { RateLimit } from './rate-limit.js';
export { Session } from './session.js';

/** The tables of this folder, as TypeORM knows them. */
export const accessEntities = [Organisation, OutletStation, Account, Session, DutyShift, RateLimit];
