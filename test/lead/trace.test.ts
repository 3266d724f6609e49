import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { smaller, sum } from '../../src/lead/restitution/share-out.js';
import { type Flow, leftFor, traced } from '../../src/lead/restitution/trace.js';

/** `+50a` came in under the name a, `-30` went out. */
function flows(text: string): Flow[] {
  return text.split(' ').map((line, index) => {
    const [, sign, amount = '0', id] = /^([+-])(\d+)(\w*)$/.exec(line) ?? [];
    return { id: id || `out-${index}`, way: sign === '+' ? 'in' : 'out', amount: BigInt(amount) };
  });
}

const left = (text: string) => {
  const found = traced(flows(text));
  return found && Object.fromEntries([...found].map(([id, amount]) => [id, Number(amount)]));
};

describe('a flow table', () => {
  it.each([
    ['one inflow', '+50a', { a: 50 }],
    ['one inflow, part of it gone', '+50a -20', { a: 30 }],
    ['emptied between two', '+50a -50 +30b', { a: 0, b: 30 }],
    ['part gone before the second came', '+50a -20 +30b', { a: 30, b: 30 }],
    ['two, nothing gone', '+50a +30b', { a: 50, b: 30 }],
    ['two, all gone', '+50a +30b -80', { a: 0, b: 0 }],
  ])('traces %s', (_, text, expected) => {
    expect(left(text)).toEqual(expected);
  });

  it.each([
    ['either may have gone', '+50a +50b -60'],
    ['either may have gone, and a third came', '+50a +50b -50 +10c'],
    ['more went out than there was', '+50a -60'],
  ])('does not tell where %s', (_, text) => {
    expect(left(text)).toBeNull();
  });

  const random = fc.array(fc.record({ way: fc.constantFrom('in', 'out'), amount: fc.bigInt({ min: 1n, max: 5n }) }), {
    maxLength: 10,
  });

  it('says the same as any way in which the outflows may have taken the money', () => {
    fc.assert(
      fc.property(random, fc.infiniteStream(fc.nat({ max: 1000 })), (lines, choice) => {
        const table = lines.map(
          ({ way, amount }, index): Flow => ({ id: `${index}`, way: way === 'in' ? 'in' : 'out', amount }),
        );
        const found = traced(table);
        fc.pre(found !== null);
        const present = new Map<string, bigint>();
        for (const { id, way, amount } of table) {
          if (way === 'in') present.set(id, amount);
          for (let missing = way === 'out' ? amount : 0n; missing > 0n; missing--) {
            const some = [...present].filter(([, sum]) => sum > 0n).map(([one]) => one);
            const one = some[choice.next().value % some.length] ?? '';
            present.set(one, (present.get(one) ?? 0n) - 1n);
          }
        }
        expect(Object.fromEntries(found ?? [])).toEqual(Object.fromEntries(present));
      }),
    );
  });

  it('leaves as much as came in less what went out', () => {
    fc.assert(
      fc.property(random, (lines) => {
        const table = lines.map(
          ({ way, amount }, index): Flow => ({ id: `${index}`, way: way === 'in' ? 'in' : 'out', amount }),
        );
        const found = traced(table);
        if (found === null) return;
        expect(sum([...found.values()])).toBe(sum(table.map(({ way, amount }) => (way === 'in' ? amount : -amount))));
      }),
    );
  });
});

describe('what is left for a claim', () => {
  const before = new Map([
    ['a', 50n],
    ['b', 30n],
  ]);

  it('is what its inflows left, less what went back from them', () => {
    expect(leftFor(['a', 'b'], before, [])).toBe(80n);
    expect(leftFor(['b'], before, [{ inflows: ['a'], amount: 40n }])).toBe(30n);
    expect(leftFor(['a'], before, [{ inflows: ['a'], amount: 40n }])).toBe(10n);
    expect(leftFor(['a', 'a', 'x'], before, [])).toBe(50n);
  });

  it('never falls below nothing', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 200n }), (amount) => {
        expect(leftFor(['a'], before, [{ inflows: ['a'], amount }])).toBe(50n - smaller(50n, amount));
      }),
    );
  });
});
