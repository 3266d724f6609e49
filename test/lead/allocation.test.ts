import { describe, expect, it } from '@jest/globals';
import { allocate as allocateDinero, dinero, toSnapshot } from 'dinero.js/bigint';
import { CNY } from 'dinero.js/bigint/currencies';
import fc from 'fast-check';
import { isObject } from '../../src/engine/definition/index.js';
import {
  type AllocationInput,
  allocate,
  type ClaimInput,
  type EarlierReturn,
  formulaOf,
} from '../../src/lead/restitution/allocate.js';
import { type Place, shareOut, smaller, sum } from '../../src/lead/restitution/share-out.js';

const amounts = fc.bigInt({ min: 0n, max: 10n ** 12n });
const place: fc.Arbitrary<Place> = fc
  .tuple(amounts, amounts)
  .map(([a, b]) => ({ loss: a + b - smaller(a, b), earlier: smaller(a, b) }));
const pots = fc.bigInt({ min: 0n, max: 10n ** 13n });
const places = fc.array(place, { maxLength: 12 });

function plain(...losses: bigint[]): Place[] {
  return losses.map((loss) => ({ loss, earlier: 0n }));
}

const sharesOf = (pot: bigint, each: readonly Place[]) => shareOut(pot, each).shares.map(({ amount }) => amount);

describe('sharing out a pot', () => {
  it('gives out exactly the pot, or all that is missing when it suffices', () => {
    fc.assert(
      fc.property(pots, places, (pot, each) => {
        const missing = sum(each.map(({ loss, earlier }) => loss - earlier));
        expect(sum(sharesOf(pot, each))).toBe(smaller(pot, missing));
      }),
    );
  });

  it('gives nobody less than nothing or more than is missing', () => {
    fc.assert(
      fc.property(pots, places, (pot, each) => {
        for (const [index, share] of sharesOf(pot, each).entries()) {
          const { loss, earlier } = each[index] ?? { loss: 0n, earlier: 0n };
          expect(share).toBeGreaterThanOrEqual(0n);
          expect(share).toBeLessThanOrEqual(loss - earlier);
        }
      }),
    );
  });

  it('moves each share by less than one unit from the exact quota, and only upwards for the odd ones', () => {
    fc.assert(
      fc.property(pots, places, (pot, each) => {
        const { shares, common, losses } = shareOut(pot, each);
        for (const [index, { amount, by, remainder, odd }] of shares.entries()) {
          if (by !== 'quota') continue;
          const { loss, earlier } = each[index] ?? { loss: 0n, earlier: 0n };
          const exact = common * loss - earlier * losses;
          expect(amount * losses - exact).toBe((odd ? losses : 0n) - (remainder ?? 0n));
        }
        const odd = shares.flatMap((share, index) => (share.odd ? [{ index, remainder: share.remainder ?? 0n }] : []));
        const even = shares.flatMap((share, index) =>
          share.by === 'quota' && !share.odd ? [{ index, remainder: share.remainder ?? 0n }] : [],
        );
        for (const up of odd)
          for (const down of even)
            expect(up.remainder > down.remainder || (up.remainder === down.remainder && up.index < down.index)).toBe(
              true,
            );
      }),
    );
  });

  it('agrees with another reckoner to one unit a line, and exactly in sum', () => {
    const losses = fc.array(fc.bigInt({ min: 1n, max: 10n ** 9n }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(losses, fc.integer({ min: 0, max: 1000 }), (each, permille) => {
        const pot = (sum(each) * BigInt(permille)) / 1001n;
        const theirs = allocateDinero(dinero({ amount: pot, currency: CNY }), [...each]).map(
          (share) => toSnapshot(share).amount,
        );
        const ours = sharesOf(pot, plain(...each));
        expect(sum(ours)).toBe(sum(theirs));
        for (const [index, share] of ours.entries()) {
          const difference = share - (theirs[index] ?? 0n);
          expect(difference >= -1n && difference <= 1n).toBe(true);
        }
      }),
    );
  });

  it('treats equal losses alike, to one unit, whoever comes first', () => {
    fc.assert(
      fc.property(pots, fc.bigInt({ min: 1n, max: 10n ** 9n }), fc.integer({ min: 1, max: 9 }), (pot, loss, count) => {
        const out = sharesOf(pot, plain(...Array.from({ length: count }, () => loss)));
        expect((out[0] ?? 0n) - (out.at(-1) ?? 0n)).toBeLessThanOrEqual(1n);
        expect([...out].sort((a, b) => (a > b ? -1 : a < b ? 1 : 0))).toEqual(out);
      }),
    );
  });

  it('gives a larger loss no less, when nothing came back earlier', () => {
    fc.assert(
      fc.property(pots, fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { maxLength: 9 }), (pot, losses) => {
        const rising = [...losses].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
        const out = sharesOf(pot, plain(...rising));
        for (let i = 1; i < out.length; i++) expect((out[i] ?? 0n) - (out[i - 1] ?? 0n)).toBeGreaterThanOrEqual(-1n);
      }),
    );
  });

  it('nets what came back earlier: 100 for two equal losses of which one had 80 already', () => {
    expect(
      sharesOf(100n, [
        { loss: 100n, earlier: 80n },
        { loss: 100n, earlier: 0n },
      ]),
    ).toEqual([10n, 90n]);
  });

  it('takes nothing back from who had more than the common part', () => {
    const { shares } = shareOut(50n, [
      { loss: 100n, earlier: 80n },
      { loss: 100n, earlier: 0n },
      { loss: 100n, earlier: 0n },
    ]);
    expect(shares.map(({ amount, by }) => [amount, by])).toEqual([
      [0n, 'hadMore'],
      [25n, 'quota'],
      [25n, 'quota'],
    ]);
  });

  it('rounds by the largest remainder, ties to the earlier', () => {
    expect(sharesOf(100n, plain(1000n, 1000n, 1000n))).toEqual([34n, 33n, 33n]);
    expect(sharesOf(10n, plain(15n, 10n, 5n))).toEqual([5n, 3n, 2n]);
  });

  it('gives nothing where nothing is', () => {
    expect(sharesOf(0n, plain(5n))).toEqual([0n]);
    expect(sharesOf(5n, [])).toEqual([]);
    expect(() => shareOut(-1n, [])).toThrow(RangeError);
  });
});

const claimOf = (index: number, amount: bigint, more: Partial<ClaimInput> = {}): ClaimInput => ({
  claim: `claim-${index + 1}`,
  victim: `victim-${index + 1}`,
  amount,
  filedAt: '2024-11-18T09:00:00.000Z',
  inflows: [],
  ...more,
});

const base = { asset: 'account-1', flows: [], earlier: [] };

/** `[claim, amount]` of a proposal. */
function linesOf(input: AllocationInput): [string, bigint][] {
  const lines = allocate(input).facts['allocation'];
  if (!Array.isArray(lines)) throw new Error('no allocation');
  return lines.map((line) => {
    if (!isObject(line)) throw new Error('no line');
    return [String(line['claim']), BigInt(String(line['amount']))];
  });
}

describe('an allocation', () => {
  const formula = formulaOf('physical');
  const claims = [claimOf(9, 1000n), claimOf(8, 1000n), claimOf(10, 1000n, { filedAt: '2024-11-18T08:00:00.000Z' })];
  const input: AllocationInput = { ...base, asset: 'cash-1', formula, available: 100n, claims };

  it('gives the odd unit to the earlier report, then to the lower number', () => {
    expect(linesOf(input)).toEqual([
      ['claim-11', 34n],
      ['claim-9', 33n],
      ['claim-10', 33n],
    ]);
  });

  it('is the same in whatever order the claims stand, and another for another input', () => {
    fc.assert(
      fc.property(fc.array(amounts, { maxLength: 8 }), pots, fc.infiniteStream(fc.nat()), (each, available, order) => {
        const some = each.map((amount, index) => claimOf(index, amount));
        const shuffled = some
          .map((claim) => ({ claim, at: order.next().value }))
          .sort((a, b) => a.at - b.at)
          .map(({ claim }) => claim);
        const one = { ...base, formula: 'proRata-1', available };
        expect(allocate({ ...one, claims: shuffled })).toEqual(allocate({ ...one, claims: some }));
      }),
    );
    expect(allocate({ ...input, available: 99n }).hash).not.toBe(allocate(input).hash);
    expect(allocate(input).hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('keeps its inputs, its working and the version of its formula', () => {
    expect(allocate(input).facts).toMatchObject({
      formula: 'physical-1',
      available: '100',
      asset: 'cash-1',
      working: {
        common: '100',
        losses: '3000',
        lines: [
          { claim: 'claim-11', loss: '1000', earlier: '0', by: 'quota', remainder: '1000', odd: true, amount: '34' },
          { claim: 'claim-9', loss: '1000', earlier: '0', by: 'quota', remainder: '1000', amount: '33' },
          { claim: 'claim-10', loss: '1000', earlier: '0', by: 'quota', remainder: '1000', amount: '33' },
        ],
      },
    });
  });

  it('knows no other formula', () => {
    expect(() => formulaOf('guess')).toThrow(RangeError);
    expect(() => allocate({ ...input, formula: 'physical-9' })).toThrow(RangeError);
  });
});

describe('a common pot with a late victim', () => {
  it('leaves every earlier payment as it was, and never gives anybody more than the loss', () => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: 1n, max: 10n ** 9n }), { minLength: 1, maxLength: 6 }),
        fc.bigInt({ min: 1n, max: 10n ** 9n }),
        fc.bigInt({ min: 0n, max: 10n ** 10n }),
        fc.bigInt({ min: 0n, max: 10n ** 10n }),
        (losses, late, first, more) => {
          const formula = 'proRata-1';
          const claims = losses.map((amount, index) => claimOf(index, amount));
          const paid = new Map(linesOf({ ...base, formula, available: first, claims }));
          const earlier: EarlierReturn[] = claims.flatMap(({ claim, victim }) => {
            const amount = paid.get(claim) ?? 0n;
            return amount > 0n ? [{ victim, amount, inflows: [] }] : [];
          });
          // Whoever did not get all asks again for what is missing; somebody new asks for the first time.
          const again = claims.flatMap(({ claim, victim, amount }, index) => {
            const missing = amount - (paid.get(claim) ?? 0n);
            return missing > 0n ? [claimOf(index + 20, missing, { victim })] : [];
          });
          const newcomer = claimOf(99, late);
          const available = first + more - sum([...paid.values()]);
          const second = new Map(linesOf({ ...base, formula, available, claims: [...again, newcomer], earlier }));
          expect(sum([...second.values()])).toBeLessThanOrEqual(available);
          for (const [index, loss] of losses.entries()) {
            const total = (paid.get(`claim-${index + 1}`) ?? 0n) + (second.get(`claim-${index + 21}`) ?? 0n);
            expect(total).toBeLessThanOrEqual(loss);
          }
          expect(second.get(newcomer.claim) ?? 0n).toBeLessThanOrEqual(late);
        },
      ),
    );
  });
});
