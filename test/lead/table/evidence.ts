import type { Expectations } from '../../engine/table/expectations.js';
import { anywhere } from './lead.js';
import { custodian, desk, police, stationDuty, system } from './roles.js';

/** Whoever is there when something happens; an approver decides and brings nothing. */
const givers = [...desk, ...police, ...stationDuty, ...custodian];

export const evidence: Expectations = {
  kind: 'evidence',
  states: ['new', 'promised', 'quarantined', 'accepted', 'refused', 'withdrawn', 'erased'],
  opens: {
    // Of a closed case too: a film may come late.
    'evidence.promised': { in: anywhere, by: givers },
    'evidence.received': { in: anywhere, by: givers },
  },
  events: {
    'evidence.received': { in: ['promised'], by: givers },
    'evidence.scanned': { in: ['quarantined'], by: system },
    'evidence.withdrawn': { in: ['promised', 'quarantined', 'accepted'], by: givers },
    'evidence.rectified': { in: ['promised', 'quarantined', 'accepted', 'refused', 'withdrawn', 'erased'], by: givers },
  },
};
