import { createHash } from 'node:crypto';
import { canonicalJson, type Facts, type Json } from '../../engine/definition/index.js';
import { type Place, type Share, type SharedOut, shareOut, smaller, sum } from './share-out.js';
import { type Flow, leftFor, traced } from './trace.js';

/** A claim as the allocation sees it. */
export interface ClaimInput {
  readonly claim: string;
  readonly victim: string;
  /** What is still missing and asked for now, in the asset's unit. */
  readonly amount: bigint;
  /** Ties in rounding go to the earlier report, then to the lower number. ISO 8601 UTC. */
  readonly filedAt: string;
  /** The lines of the flow table by which the victim's money came in; none where nothing is traced. */
  readonly inflows: readonly string[];
}

/** What went back earlier out of the same asset. */
export interface EarlierReturn {
  readonly victim: string;
  readonly amount: bigint;
  readonly inflows: readonly string[];
}

/** Everything a proposal is computed from. */
export interface AllocationInput {
  readonly asset: string;
  /** Which formula, with its version: `proRata-1`. */
  readonly formula: string;
  /** What of the asset has not gone back yet. */
  readonly available: bigint;
  readonly flows: readonly Flow[];
  readonly claims: readonly ClaimInput[];
  readonly earlier: readonly EarlierReturn[];
}

/** Who gets how much: computed, never typed in. */
export interface Proposal {
  /** As it is kept with the return: inputs, formula, working and result. */
  readonly facts: Facts;
  /** SHA-256 in hex over the canonical JSON of the facts without itself: what the approver approves. */
  readonly hash: string;
  readonly total: bigint;
}

/** The places that the claims take in the pot, in their order. */
type Formula = (input: AllocationInput) => readonly Place[];

/**
 * Every formula that was ever in force: a return is computed again under the one it was proposed with. 2016 Return Rules
 * art. 8 for money in accounts, CPR art. 234 for things.
 */
const formulas: ReadonlyMap<string, Formula> = new Map([
  ['direct-1', byTrace],
  ['timestamp-1', byTrace],
  ['proRata-1', byLoss],
  ['physical-1', byLoss],
]);

/** The formula in force for each mode. */
const current: ReadonlyMap<string, string> = new Map([
  ['direct', 'direct-1'],
  ['timestamp', 'timestamp-1'],
  ['proRata', 'proRata-1'],
  ['physical', 'physical-1'],
]);

/** The modes in which a return can be proposed. */
export const returnModes: readonly string[] = [...current.keys()];

/** The formula that a proposal in this mode is computed by today. Throws RangeError on an unknown mode. */
export function formulaOf(mode: string): string {
  const formula = current.get(mode);
  if (formula === undefined) throw new RangeError(`no allocation for mode ${mode}`);
  return formula;
}

/**
 * Common pot: what is asked for now and what came back earlier make up the loss. Of a loss counts what came in by the
 * inflows that are the victim's, where they are named: the rest never was in this pot.
 */
function byLoss({ claims, earlier, flows }: AllocationInput): readonly Place[] {
  return claims.map(({ victim, amount, inflows }) => {
    const returned = returnedTo(victim, earlier);
    const loss = amount + returned;
    return {
      loss: inflows.length === 0 || flows.length === 0 ? loss : smaller(loss, cameIn(inflows, flows)),
      earlier: returned,
    };
  });
}

function cameIn(inflows: readonly string[], flows: readonly Flow[]): bigint {
  return sum(flows.flatMap(({ id, way, amount }) => (way === 'in' && inflows.includes(id) ? [amount] : [])));
}

/** Each gets what is left of their own money; nobody shares in another's. */
function byTrace({ claims, earlier, flows }: AllocationInput): readonly Place[] {
  const left = traced(flows);
  return claims.map(({ amount, inflows }) => ({
    loss: left ? smaller(amount, leftFor(inflows, left, earlier)) : 0n,
    earlier: 0n,
  }));
}

function returnedTo(victim: string, earlier: readonly EarlierReturn[]): bigint {
  return sum(earlier.filter((line) => line.victim === victim).map(({ amount }) => amount));
}

/** Computes a return. Throws RangeError on an unknown formula. */
export function allocate(input: AllocationInput): Proposal {
  const formula = formulas.get(input.formula);
  if (!formula) throw new RangeError(`no formula ${input.formula}`);
  const claims = [...input.claims].sort(byReport);
  const places = formula({ ...input, claims });
  const shared = shareOut(input.available, places);
  const allocation = claims.flatMap(({ claim, victim }, index) => {
    const amount = shared.shares[index]?.amount ?? 0n;
    return amount > 0n ? [{ claim, victim, amount: String(amount) }] : [];
  });
  const facts: Facts = {
    asset: input.asset,
    formula: input.formula,
    available: String(input.available),
    claims: claims.map(claimFacts),
    flows: input.flows.map(({ id, way, amount }) => ({ id, way, amount: String(amount) })),
    earlier: input.earlier.map(earlierFacts),
    working: workingFacts(claims, places, shared),
    allocation,
  };
  const total = sum(allocation.map(({ amount }) => BigInt(amount)));
  return { facts, hash: createHash('sha256').update(canonicalJson(facts)).digest('hex'), total };
}

function claimFacts({ claim, victim, amount, filedAt, inflows }: ClaimInput): Json {
  return { claim, victim, amount: String(amount), filedAt, inflows: [...inflows] };
}

function earlierFacts({ victim, amount, inflows }: EarlierReturn): Json {
  return { victim, amount: String(amount), inflows: [...inflows] };
}

/** The lines of the table that a victim can follow. */
function workingFacts(
  claims: readonly ClaimInput[],
  places: readonly Place[],
  { shares, common, losses }: SharedOut,
): Json {
  return {
    common: String(common),
    losses: String(losses),
    lines: claims.map(({ claim }, index) => lineFacts(claim, places[index], shares[index])),
  };
}

function lineFacts(claim: string, place: Place | undefined, share: Share | undefined): Json {
  return {
    claim,
    loss: String(place?.loss ?? 0n),
    earlier: String(place?.earlier ?? 0n),
    by: share?.by ?? 'full',
    ...(share?.remainder === undefined ? {} : { remainder: String(share.remainder) }),
    ...(share?.odd ? { odd: true } : {}),
    amount: String(share?.amount ?? 0n),
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
