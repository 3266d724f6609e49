import { createHash } from 'node:crypto';

/**
 * A return reckoned a second time (2016 Return Rules art. 8; common pot, formula version 1): nothing here comes from the
 * product's code, so that an error there cannot hide here. Amounts in fen.
 */

/** A verified claim. */
export interface Claimed {
  readonly claim: string;
  readonly victim: string;
  readonly amount: bigint;
  readonly filedAt: string;
  readonly inflows: readonly string[];
}

/** What a return is reckoned from. */
export interface Ground {
  readonly asset: string;
  readonly mode: string;
  readonly available: bigint;
  readonly claims: readonly Claimed[];
  readonly flows: readonly { readonly id: string; readonly way: 'in' | 'out'; readonly amount: bigint }[];
  readonly earlier: readonly {
    readonly victim: string;
    readonly amount: bigint;
    readonly inflows: readonly string[];
  }[];
}

/** The hash an approver may approve, and who gets what. */
export interface Reckoned {
  readonly hash: string;
  readonly paid: ReadonlyMap<string, bigint>;
}

interface Place {
  readonly claim: string;
  readonly loss: bigint;
  readonly had: bigint;
}

const total = (amounts: readonly bigint[]) => amounts.reduce((sum, one) => sum + one, 0n);

/** The return of an asset as it stands. */
export function reckon(ground: Ground): Reckoned {
  const claims = ground.claims.toSorted(
    (a, b) => Date.parse(a.filedAt) - Date.parse(b.filedAt) || numberIn(a.claim) - numberIn(b.claim),
  );
  const inProportion = ['proRata', 'physical'].includes(ground.mode);
  const places = claims.map((claim) => (inProportion ? lossOf(claim, ground) : traceOf(claim, ground)));
  const { common, losses, lines } = share(ground.available, places);
  const paid = new Map(places.map(({ claim }, i) => [claim, lines[i]?.amount ?? 0n]));
  const facts = {
    asset: ground.asset,
    formula: `${ground.mode}-1`,
    available: ground.available,
    claims: claims.map(({ claim, victim, amount, filedAt, inflows }) => ({ claim, victim, amount, filedAt, inflows })),
    flows: ground.flows.map(({ id, way, amount }) => ({ id, way, amount })),
    earlier: ground.earlier,
    working: {
      common,
      losses,
      lines: places.map(({ claim, loss, had }, i) => ({ claim, loss, earlier: had, ...lines[i] })),
    },
    allocation: claims.flatMap(({ claim, victim }) => {
      const amount = paid.get(claim) ?? 0n;
      return amount > 0n ? [{ claim, victim, amount }] : [];
    }),
  };
  return { hash: createHash('sha256').update(text(facts)).digest('hex'), paid };
}

/** In proportion counts the whole loss, what came back earlier with it. */
function lossOf({ claim, victim, amount }: Claimed, { earlier }: Ground): Place {
  const had = total(earlier.filter((one) => one.victim === victim).map((one) => one.amount));
  return { claim, loss: amount + had, had };
}

/** Traced by the bank's time everybody has what is left of their own inflows, and no more than they ask for. */
function traceOf({ claim, amount, inflows }: Claimed, { flows, earlier }: Ground): Place {
  const left = leftAfter(flows, (ids) => ids);
  const otherwise = leftAfter(flows, (ids) => ids.toReversed());
  const told = [...left].every(([id, sum]) => otherwise.get(id) === sum);
  if (!told) return { claim, loss: 0n, had: 0n };
  for (const one of earlier) draw(left, one.inflows, one.amount);
  const own = total([...new Set(inflows)].map((id) => left.get(id) ?? 0n));
  return { claim, loss: own < amount ? own : amount, had: 0n };
}

function leftAfter(flows: Ground['flows'], order: (ids: string[]) => string[]): Map<string, bigint> {
  const left = new Map<string, bigint>();
  for (const { id, way, amount } of flows)
    if (way === 'in') left.set(id, amount);
    else draw(left, order([...left.keys()]), amount);
  return left;
}

function draw(left: Map<string, bigint>, ids: readonly string[], amount: bigint): void {
  let open = amount;
  for (const id of ids) {
    const there = left.get(id) ?? 0n;
    const drawn = there < open ? there : open;
    left.set(id, there - drawn);
    open -= drawn;
  }
}

interface Shared {
  readonly common: bigint;
  readonly losses: bigint;
  readonly lines: readonly { by: string; amount: bigint; remainder?: bigint; odd?: true }[];
}

/** Everything, where the pot suffices; else the same part of the loss for everybody, earlier returns counted in. */
function share(pot: bigint, places: readonly Place[]): Shared {
  const missing = places.map(({ loss, had }) => (loss > had ? loss - had : 0n));
  if (total(missing) <= pot)
    return { common: 0n, losses: 0n, lines: missing.map((amount) => ({ by: 'full', amount })) };
  let sharing = places.filter((_, i) => (missing[i] ?? 0n) > 0n);
  for (;;) {
    const common = pot + total(sharing.map(({ had }) => had));
    const losses = total(sharing.map(({ loss }) => loss));
    // Who has most of the loss back already goes first, one at a time.
    const most = sharing.toSorted((a, b) => (a.had * b.loss > b.had * a.loss ? -1 : 1))[0];
    if (most && most.had * losses > common * most.loss) {
      sharing = sharing.filter((one) => one !== most);
      continue;
    }
    const parts = sharing.map((place) => ({
      place,
      whole: (common * place.loss) / losses,
      rest: (common * place.loss) % losses,
    }));
    const odd = Number(common - total(parts.map(({ whole }) => whole)));
    const up = new Set(
      parts
        .toSorted((a, b) => Number(b.rest > a.rest) - Number(b.rest < a.rest))
        .slice(0, odd)
        .map(({ place }) => place),
    );
    const lines = places.map((place) => {
      const part = parts.find((one) => one.place === place);
      if (!part) return { by: 'hadMore', amount: 0n };
      const amount = part.whole - place.had;
      return up.has(place)
        ? { by: 'quota', remainder: part.rest, odd: true as const, amount: amount + 1n }
        : { by: 'quota', remainder: part.rest, amount };
    });
    return { common, losses, lines };
  }
}

function numberIn(part: string): number {
  return Number(/\d+$/.exec(part)?.[0]);
}

/** JSON with sorted names and without spaces; amounts as texts. */
function text(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) => {
    if (typeof one === 'bigint') return String(one);
    if (typeof one !== 'object' || one === null || Array.isArray(one)) return one;
    return Object.fromEntries(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}
