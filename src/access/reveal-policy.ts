import type { IdentityKind } from './sealing/index.js';

const every: readonly IdentityKind[] = [
  'name',
  'idNumber',
  'birthDate',
  'phone',
  'bankAccount',
  'plate',
  'waybill',
  'address',
];

/** What a bank, and whoever keeps things, must know of somebody they pay or hand something to. */
const payee: readonly IdentityKind[] = ['name', 'idNumber', 'phone', 'bankAccount'];

/**
 * Which identities a role may see in the clear, one at a time and with a reason (PIPL art. 6: no more than the purpose
 * needs), of what it sees at all. Whoever is not in this table reveals nothing.
 */
export const revealTable: Readonly<Record<string, readonly IdentityKind[]>> = {
  teller: payee,
  bankDesk: payee,
  stationDuty: every,
  officer: every,
  dutyOfficer: every,
  centerLead: every,
  custodian: payee,
  // Decides on papers: who it is about, and to which account the money goes.
  approver: ['name', 'idNumber', 'bankAccount'],
  auditor: every,
};

/** True when the role may see an identity of this kind in the clear. */
export function mayReveal(role: string, kind: IdentityKind): boolean {
  return revealTable[role]?.includes(kind) === true;
}
