import type { CaseDefinition } from '../../engine/definition/index.js';
import { office, officeEvents } from './office.machine.js';
import { stillInOffice, takesEffectNow } from './rules/acting.js';

/**
 * Who may sign in and what they may do. One case for the whole house: its version orders every change, so that no two
 * administrators decide on the same state; it keeps no facts, so that it is as small after years as on the first day.
 */
export const administrationCase: CaseDefinition = {
  name: 'administration',
  version: 1,
  letter: 'O',
  root: 'office',
  machines: { office },
  events: new Map(officeEvents.map((event) => [event.type, event])),
  clocks: new Map(),
  rules: [stillInOffice, takesEffectNow],
  closed: () => false,
  // Nobody's bank, station or district: no list and no scope of leads finds it.
  index: () => ({
    bank: null,
    outlet: null,
    district: null,
    station: null,
    phase: 'open',
    subject: null,
    amount: null,
    finding: null,
    accountBanks: [],
    stations: [],
    exercise: false,
    matchable: false,
    retention: 'administration',
    keepUntil: null,
    held: false,
    eraseAt: null,
    erasedAt: null,
  }),
};
