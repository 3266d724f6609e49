import type { CaseDefinition, CaseFile, CaseIndex, Part } from '../../engine/definition/index.js';
import { breakGlass } from './break-glass.machine.js';
import { clocks } from './clocks.js';
import { events } from './events.js';
import { textEndsAt } from './keeping.js';

/** Somebody opens one case that is not theirs, to read it, because it cannot wait. Each time is a case of its own. */
export const breakGlassCase: CaseDefinition = {
  name: 'breakGlass',
  version: 1,
  letter: 'B',
  root: 'breakGlass',
  machines: { breakGlass },
  events,
  clocks,
  rules: [],
  closed: (root) => root.final,
  index,
  erasure: 'breakGlass.textErased',
  calledBy: ({ parts: [root] }) => textOf(root, 'number') ?? undefined,
};

/** Its station and district are those of the case that was opened: so their people are called. No scope is made of them. */
function index(file: CaseFile): CaseIndex {
  const root = file.parts[0];
  const erasedAt = textOf(root, 'erasedAt');
  return {
    bank: null,
    outlet: null,
    district: textOf(root, 'district'),
    station: textOf(root, 'station'),
    phase: root ? phaseOf(root) : 'new',
    subject: null,
    amount: null,
    finding: null,
    accountBanks: [],
    stations: [],
    exercise: false,
    matchable: false,
    retention: 'breakGlass',
    keepUntil: null,
    held: false,
    eraseAt: erasedAt === null ? textEndsAt(root?.facts, file.settings) : null,
    erasedAt,
  };
}

/** `open` while the case can be read, then `ended` until it is `reviewed`. */
export function phaseOf({ state }: Part): string {
  const reading = typeof state === 'string' ? state : state['reading'];
  return typeof reading === 'string' ? reading : 'new';
}

function textOf(part: Part | undefined, name: string): string | null {
  const value = part?.facts[name];
  return typeof value === 'string' ? value : null;
}
