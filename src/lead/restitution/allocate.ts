import { createHash } from 'node:crypto';
import { canonicalJson, type Facts } from '../../engine/definition/index.js';
import { shareOut, smaller } from './share-out.js';

/** A claim as the allocation sees it. */
export interface ClaimInput {
  readonly claim: string;
  readonly victim: string;
  /** In the asset's unit. */
  readonly amount: bigint;
  /** Ties in rounding go to the earlier report, then to the lower number. ISO 8601 UTC. */
  readonly filedAt: string;
  /** What came back to this victim out of this asset before, and the claims that were paid by it. */
  readonly earlier: { readonly claimed: bigint; readonly returned: bigint };
}

/** Everything a proposal is computed from. */
export interface AllocationInput {
  readonly asset: string;
  readonly mode: string;
  /** What of the asset has not gone back yet. */
  readonly available: bigint;
  readonly claims: readonly ClaimInput[];
}

/** Who gets how much: computed, never typed in. */
export interface Proposal {
  /** As it is kept with the return: inputs, formula and result. */
  readonly facts: Facts;
  /** SHA-256 in hex over the canonical JSON of the facts without itself: what the approver approves. */
  readonly hash: string;
  readonly total: bigint;
}

type Allocation = (input: AllocationInput) => readonly bigint[];

/** How each mode allocates, and under which version of its formula. */
const modes: ReadonlyMap<string, { readonly formula: string; readonly allocate: Allocation }> = new Map([
  ['physical', { formula: 'physical-1', allocate: physical }],
]);

/** The modes in which a return can be proposed. */
export const returnModes: readonly string[] = [...modes.keys()];

/** Things in the hand: claims in full while they fit, else every victim the same part of the loss. */
function physical({ available, claims }: AllocationInput): readonly bigint[] {
  const places = claims.map(({ amount, earlier }) => ({
    loss: amount + earlier.claimed,
    earlier: earlier.returned,
  }));
  return shareOut(available, places).map((share, index) => smaller(share, claims[index]?.amount ?? 0n));
}

/** Computes a return. Throws RangeError on an unknown mode. */
export function allocate(input: AllocationInput): Proposal {
  const mode = modes.get(input.mode);
  if (!mode) throw new RangeError(`no allocation for mode ${input.mode}`);
  const claims = [...input.claims].sort(byReport);
  const amounts = mode.allocate({ ...input, claims });
  const allocation = claims.flatMap(({ claim, victim }, index) => {
    const amount = amounts[index] ?? 0n;
    return amount > 0n ? [{ claim, victim, amount: String(amount) }] : [];
  });
  const facts: Facts = {
    asset: input.asset,
    mode: input.mode,
    formula: mode.formula,
    available: String(input.available),
    claims: claims.map(claimFacts),
    allocation,
  };
  const total = allocation.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
  return { facts, hash: createHash('sha256').update(canonicalJson(facts)).digest('hex'), total };
}

function claimFacts({ claim, victim, amount, filedAt, earlier }: ClaimInput) {
  const { claimed, returned } = earlier;
  return {
    claim,
    victim,
    amount: String(amount),
    filedAt,
    earlier: { claimed: String(claimed), returned: String(returned) },
  };
}

function byReport(a: ClaimInput, b: ClaimInput): number {
  if (a.filedAt !== b.filedAt) return a.filedAt < b.filedAt ? -1 : 1;
  return numberOf(a.claim) - numberOf(b.claim);
}

/** `claim-10` comes after `claim-9`. */
function numberOf(part: string): number {
  return Number(part.slice(part.lastIndexOf('-') + 1));
}
