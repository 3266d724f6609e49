import type { CaseDefinition, CaseFile, CaseIndex } from '../engine/definition/index.js';
import { events } from './events.js';
import { textEndsAt } from './keeping.js';
import { log } from './log.machine.js';

/**
 * Who looked at what: one log per account and month, on the engine of the cases. So it is chained, insert-only and
 * verified as they are, and people who look at the same moment never wait for each other.
 */
export const accessCase: CaseDefinition = {
  name: 'access',
  version: 1,
  letter: 'A',
  root: 'log',
  machines: { log },
  events,
  clocks: new Map(),
  rules: [],
  closed: () => false,
  index,
  erasure: 'log.textErased',
  // No organisation's code has a colon, so nobody else's opening stands under this name.
  keyHolder: ({ account }) => `log:${account}`,
};

/** Nobody's bank, station or district: no list and no scope of leads finds it. */
function index(file: CaseFile): CaseIndex {
  const facts = file.parts[0]?.facts;
  const erasedAt = facts?.['erasedAt'];
  const isErased = typeof erasedAt === 'string';
  return {
    bank: null,
    outlet: null,
    district: null,
    station: null,
    phase: facts ? 'open' : 'new',
    subject: null,
    amount: null,
    finding: null,
    accountBanks: [],
    stations: [],
    exercise: false,
    matchable: false,
    retention: 'accessLog',
    keepUntil: null,
    held: false,
    eraseAt: isErased || !facts ? null : textEndsAt(facts, file.settings),
    erasedAt: isErased ? erasedAt : null,
  };
}
