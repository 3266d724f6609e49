import { type Facts, isObject } from '../../engine/definition/index.js';
import { objectsIn, textIn, textsIn, unitsIn } from '../../lead/facts.js';
import { type Flow, type Traced, traced } from '../../lead/restitution/trace.js';

/** The facts of a proposal, read for people; every sum in the asset's unit. */
export interface Proposed {
  /** The formula's name without its version. */
  readonly mode: string;
  readonly version: string;
  /** Each gets what is left of their own money; nobody shares in another's. */
  readonly isTraced: boolean;
  readonly available: bigint;
  readonly flows: readonly Flow[];
  readonly earlier: readonly {
    readonly victim: string;
    readonly amount: bigint;
    readonly inflows: readonly string[];
  }[];
  readonly claims: readonly ProposedClaim[];
  /** Shared out in proportion: the pot with the earlier returns of those who share, and their losses; else 0. */
  readonly common: bigint;
  readonly losses: bigint;
  /** What of each inflow was left before any return; null where the lines do not say. */
  readonly left: Traced | null;
}

/** One claim and its line of the working. */
export interface ProposedClaim {
  readonly claim: string;
  readonly victim: string;
  readonly claimed: bigint;
  readonly inflows: readonly string[];
  readonly loss: bigint;
  readonly netted: bigint;
  readonly by: string;
  readonly remainder: bigint;
  readonly odd: boolean;
  readonly amount: bigint;
}

/** PURE. What the facts of a return say of its working. */
export function proposedIn(facts: Facts): Proposed {
  const kept = facts['working'];
  const working = isObject(kept) ? kept : {};
  const lines = new Map(objectsIn(working, 'lines').map((line) => [textIn(line, 'claim'), line]));
  const flows = objectsIn(facts, 'flows').map(
    (line): Flow => ({
      id: textIn(line, 'id') ?? '',
      way: line['way'] === 'in' ? 'in' : 'out',
      amount: unitsIn(line, 'amount'),
    }),
  );
  const [mode = '', version = ''] = (textIn(facts, 'formula') ?? '').split('-');
  return {
    mode,
    version,
    isTraced: mode === 'direct' || mode === 'timestamp',
    available: unitsIn(facts, 'available'),
    flows,
    left: traced(flows),
    earlier: objectsIn(facts, 'earlier').map((one) => ({
      victim: textIn(one, 'victim') ?? '',
      amount: unitsIn(one, 'amount'),
      inflows: textsIn(one, 'inflows'),
    })),
    claims: objectsIn(facts, 'claims').map((claim) => claimIn(claim, lines.get(textIn(claim, 'claim')) ?? {})),
    common: unitsIn(working, 'common'),
    losses: unitsIn(working, 'losses'),
  };
}

function claimIn(claim: Facts, line: Facts): ProposedClaim {
  return {
    claim: textIn(claim, 'claim') ?? '',
    victim: textIn(claim, 'victim') ?? '',
    claimed: unitsIn(claim, 'amount'),
    inflows: textsIn(claim, 'inflows'),
    loss: unitsIn(line, 'loss'),
    netted: unitsIn(line, 'earlier'),
    by: textIn(line, 'by') ?? '',
    remainder: unitsIn(line, 'remainder'),
    odd: line['odd'] === true,
    amount: unitsIn(line, 'amount'),
  };
}
