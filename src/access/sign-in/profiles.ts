/** By which rules passwords and sessions are kept: OWASP ASVS 5.0, or the baseline of classified protection (等保, MLPS). */
export type ProfileName = 'asvs' | 'mlps';

/** What a profile asks of a password, and how long a session lasts. */
export interface Profile {
  /** In characters. */
  readonly least: number;
  /** How many of capital letters, small letters, digits and others there must be. */
  readonly classes: number;
  /** A password older than this must be changed; null: none gets too old. */
  readonly days: number | null;
  /** How many passwords back none may be taken again. */
  readonly past: number;
  readonly idleMinutes: number;
  readonly hours: number;
}

/** Longest password, in characters: pass phrases and password stores fit (ASVS 5.0, 6.2.9 asks for 64). */
export const LONGEST_PASSWORD = 256;

export const profiles: Readonly<Record<ProfileName, Profile>> = {
  // ASVS 5.0, 6.2.1 (15 recommended), 6.2.5 (no composition rules), 6.2.10 (no change by the calendar), 7.3.1, 7.3.2.
  asvs: { least: 15, classes: 1, days: null, past: 1, idleMinutes: 30, hours: 12 },
  // GB/T 22239-2019, 8.1.4.1 a: complexity and regular change; b: ends by itself when left alone.
  mlps: { least: 10, classes: 3, days: 90, past: 5, idleMinutes: 30, hours: 12 },
};

/**
 * Who must have a second factor: whoever approves, keeps property, leads the center or administers (GB/T 22239-2019,
 * 8.1.4.1 d; ASVS 5.0, 6.3.3).
 */
export const secondFactorRoles: readonly string[] = [
  'approver',
  'custodian',
  'centerLead',
  'securityAdmin',
  'systemAdmin',
  'auditor',
];
