import { Account } from './account.js';
import { DutyShift } from './duty-shift.js';
import { Organisation } from './organisation.js';
import { OutletStation } from './outlet-station.js';
import { PastPassword } from './past-password.js';
import { RateLimit } from './rate-limit.js';
import { RecoveryCode } from './recovery-code.js';
import { SecondFactor } from './second-factor.js';
import { Session } from './session.js';
import { SignInAttempt } from './sign-in-attempt.js';

export { Account } from './account.js';
export { DutyShift } from './duty-shift.js';
export { type ApprovalLevel, Organisation, type OrganisationKind } from './organisation.js';
export { OutletStation } from './outlet-station.js';
export { PastPassword } from './past-password.js';
export { RateLimit } from './rate-limit.js';
export { RecoveryCode } from './recovery-code.js';
export { SecondFactor } from './second-factor.js';
export { Session } from './session.js';
export { SignInAttempt } from './sign-in-attempt.js';

/** The tables of this folder, as TypeORM knows them. */
export const accessEntities = [
  Organisation,
  OutletStation,
  Account,
  Session,
  DutyShift,
  RateLimit,
  SignInAttempt,
  SecondFactor,
  RecoveryCode,
  PastPassword,
];
