import type { Principal } from '../../src/access/principal.js';
import type { Actor, ActorOrganisation, CaseIndex } from '../../src/engine/definition/index.js';

/** Organisations of a small city with two of everything. */
export const organisations = {
  outletA1: { code: 'bank-a-1', kind: 'outlet', parent: 'bank-a', district: 'north' },
  outletA2: { code: 'bank-a-2', kind: 'outlet', parent: 'bank-a', district: 'south' },
  outletB1: { code: 'bank-b-1', kind: 'outlet', parent: 'bank-b', district: 'north' },
  bankA: { code: 'bank-a', kind: 'bank' },
  bankB: { code: 'bank-b', kind: 'bank' },
  stationN: { code: 'station-n', kind: 'station', parent: 'bureau-n', district: 'north' },
  stationS: { code: 'station-s', kind: 'station', parent: 'bureau-s', district: 'south' },
  bureauN: { code: 'bureau-n', kind: 'bureau', district: 'north', level: 'county' },
  bureauS: { code: 'bureau-s', kind: 'bureau', district: 'south', level: 'county' },
  bureauCity: { code: 'bureau-city', kind: 'bureau', level: 'city' },
  center: { code: 'center', kind: 'center', parent: 'bureau-city', level: 'city' },
} satisfies Record<string, ActorOrganisation>;

export function actor(role: string, org: ActorOrganisation): Actor {
  return { account: 'somebody', role, org };
}

export function principal(
  roles: string[],
  organisation: ActorOrganisation,
  openedCases: readonly string[] = [],
): Principal {
  const name = { zh: '某人', en: 'Somebody' };
  const authenticatedAt = '2024-11-18T07:00:00.000Z';
  return {
    account: 'somebody',
    displayName: name,
    organisation,
    organisationName: name,
    roles,
    openedCases,
    session: 's',
    authenticatedAt,
  };
}

export function caseIndex(part: Partial<CaseIndex>): CaseIndex {
  return {
    bank: null,
    outlet: null,
    district: null,
    station: null,
    phase: 'reported',
    subject: null,
    amount: null,
    finding: null,
    accountBanks: [],
    stations: [],
    exercise: false,
    matchable: true,
    retention: '',
    keepUntil: null,
    held: false,
    eraseAt: null,
    erasedAt: null,
    ...part,
  };
}
