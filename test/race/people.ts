import type { Principal } from '../../src/access/principal.js';
import { demoOrganisations } from '../../src/demo/organisations.js';

/** Who races. Some wear two hats, which an office may give them and the rules must see through. */

function person(account: string, organisation: string, roles: readonly string[], level?: string): Principal {
  const found = demoOrganisations.find(({ code }) => code === organisation);
  if (!found) throw new Error(`the demo has no organisation ${organisation}`);
  const own = level ?? found.level;
  return {
    account,
    displayName: { zh: account, en: account },
    organisation: {
      code: found.code,
      kind: found.kind,
      ...(found.parent === null ? {} : { parent: found.parent }),
      ...(found.district === null ? {} : { district: found.district }),
      ...(own === null ? {} : { level: own }),
    },
    organisationName: { zh: found.zh, en: found.en },
    roles,
    openedCases: [],
    session: account,
    authenticatedAt: new Date(0).toISOString(),
  };
}

export const people = {
  teller: person('teller', 'bank-a-xiufeng', ['teller']),
  bankdesk: person('bankdesk', 'bank-a', ['bankDesk']),
  duty: person('duty', 'center', ['dutyOfficer']),
  station: person('station', 'xiufeng', ['stationDuty']),
  officer: person('officer', 'xiufeng', ['officer']),
  officer2: person('officer2', 'xiufeng', ['officer']),
  custodian: person('custodian', 'xiufeng-bureau', ['custodian']),
  county: person('county', 'xiufeng-bureau', ['approver']),
  county2: person('race.county2', 'xiufeng-bureau', ['approver']),
  city: person('city', 'guilin-bureau', ['approver']),
  city2: person('race.city2', 'guilin-bureau', ['approver']),
  city3: person('race.city3', 'guilin-bureau', ['approver']),
  /** Proposes returns, and is an approver too. */
  proposer: person('race.proposer', 'center', ['dutyOfficer', 'approver']),
  /** Files claims, and is an approver too. */
  filer: person('race.filer', 'center', ['dutyOfficer', 'approver']),
  /** Verifies claims and proposes now and then; the level of the city is their own. */
  verifier: person('race.verifier', 'xiufeng', ['officer', 'approver'], 'city'),
  /** Named among the officers on the scene, without having recorded anything. */
  named: person('race.named', 'xiufeng', ['officer', 'approver'], 'city'),
} satisfies Record<string, Principal>;

export type Name = keyof typeof people;

/** An approver of the center who has not touched any case so far, and might begin to work on one this very moment. */
export function newcomer(n: number): Principal {
  return person(`race.newcomer${n}`, 'center', ['dutyOfficer', 'approver']);
}
