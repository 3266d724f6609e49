import type { Actor } from '../../src/engine/definition/index.js';

const outletA = { code: 'bank-a-xiufeng', kind: 'outlet', parent: 'bank-a', district: 'xiufeng' };
const bankA = { code: 'bank-a', kind: 'bank' };
const bankB = { code: 'bank-b', kind: 'bank' };
const center = { code: 'center', kind: 'center' };
const xiufeng = { code: 'xiufeng', kind: 'station', district: 'xiufeng' };
const diecai = { code: 'diecai', kind: 'station', district: 'diecai' };
const bureau = { code: 'xiufeng-bureau', kind: 'bureau', district: 'xiufeng', level: 'county' };

/** Everybody who plays a part in the stories. */
export const people = {
  teller: { account: 'teller', role: 'teller', org: outletA },
  bankdesk: { account: 'bankdesk', role: 'bankDesk', org: bankA },
  bankdesk2: { account: 'bankdesk2', role: 'bankDesk', org: bankB },
  duty: { account: 'duty', role: 'dutyOfficer', org: center },
  centerlead: { account: 'centerlead', role: 'centerLead', org: center },
  station: { account: 'station', role: 'stationDuty', org: xiufeng },
  station2: { account: 'station2', role: 'stationDuty', org: diecai },
  officer: { account: 'officer', role: 'officer', org: xiufeng },
  officer2: { account: 'officer2', role: 'officer', org: xiufeng },
  officer3: { account: 'officer3', role: 'officer', org: diecai },
  custodian: { account: 'custodian', role: 'custodian', org: bureau },
  county: { account: 'county', role: 'approver', org: bureau },
  city: { account: 'city', role: 'approver', org: { code: 'city-bureau', kind: 'bureau', level: 'city' } },
} satisfies Record<string, Actor>;

export type Who = keyof typeof people;
