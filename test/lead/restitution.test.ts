import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isObject } from '../../src/engine/definition/index.js';
import { allocate, type ClaimInput } from '../../src/lead/restitution/allocate.js';
import { type Place, shareOut, smaller } from '../../src/lead/restitution/share-out.js';
import { people } from './people.js';
import {
  approve,
  approved,
  claim,
  claimBody,
  handOut,
  inCustody,
  propose,
  receiver,
  shares,
  victim,
} from './scenes.js';

const place: fc.Arbitrary<Place> = fc
  .tuple(fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.bigInt({ min: 0n, max: 10n ** 12n }))
  .map(([a, b]) => ({ loss: a + b - smaller(a, b), earlier: smaller(a, b) }));
const pots = fc.bigInt({ min: 0n, max: 10n ** 13n });
const places = fc.array(place, { maxLength: 12 });

const sum = (values: readonly bigint[]) => values.reduce((total, value) => total + value, 0n);

function plain(...losses: bigint[]): Place[] {
  return losses.map((loss) => ({ loss, earlier: 0n }));
}

describe('sharing out a pot', () => {
  it('gives out exactly the pot, or all that is asked when it suffices', () => {
    fc.assert(
      fc.property(pots, places, (pot, each) => {
        const asked = sum(each.map(({ loss, earlier }) => loss - earlier));
        expect(sum(shareOut(pot, each))).toBe(smaller(pot, asked));
      }),
    );
  });

  it('gives nobody less than nothing or more than the loss', () => {
    fc.assert(
      fc.property(pots, places, (pot, each) => {
        for (const [index, share] of shareOut(pot, each).entries()) {
          const { loss, earlier } = each[index] ?? { loss: 0n, earlier: 0n };
          expect(share).toBeGreaterThanOrEqual(0n);
          expect(share).toBeLessThanOrEqual(loss - earlier);
        }
      }),
    );
  });

  it('treats equal losses alike, to one unit, whoever comes first', () => {
    fc.assert(
      fc.property(pots, fc.bigInt({ min: 1n, max: 10n ** 9n }), fc.integer({ min: 1, max: 9 }), (pot, loss, count) => {
        const out = shareOut(pot, plain(...Array.from({ length: count }, () => loss)));
        expect((out[0] ?? 0n) - (out.at(-1) ?? 0n)).toBeLessThanOrEqual(1n);
        expect([...out].sort((a, b) => (a > b ? -1 : a < b ? 1 : 0))).toEqual(out);
      }),
    );
  });

  it('gives a larger loss no less, when nothing came back earlier', () => {
    fc.assert(
      fc.property(pots, fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { maxLength: 9 }), (pot, losses) => {
        const rising = [...losses].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
        const out = shareOut(pot, plain(...rising));
        for (let i = 1; i < out.length; i++) expect((out[i] ?? 0n) - (out[i - 1] ?? 0n)).toBeGreaterThanOrEqual(-1n);
      }),
    );
  });

  it('nets what came back earlier: 100 for two equal losses of which one had 80 already', () => {
    expect(
      shareOut(100n, [
        { loss: 100n, earlier: 80n },
        { loss: 100n, earlier: 0n },
      ]),
    ).toEqual([10n, 90n]);
  });

  it('takes nothing back from who had more than the common part', () => {
    expect(
      shareOut(50n, [
        { loss: 100n, earlier: 100n },
        { loss: 100n, earlier: 0n },
        { loss: 100n, earlier: 0n },
      ]),
    ).toEqual([0n, 25n, 25n]);
  });

  it('rounds by the largest remainder, ties to the earlier', () => {
    expect(
      shareOut(
        100n,
        plain(1n, 1n, 1n).map((each) => ({ ...each, loss: 1000n })),
      ),
    ).toEqual([34n, 33n, 33n]);
    expect(shareOut(10n, plain(15n, 10n, 5n))).toEqual([5n, 3n, 2n]);
  });

  it('gives nothing where nothing is', () => {
    expect(shareOut(0n, plain(5n))).toEqual([0n]);
    expect(shareOut(5n, [])).toEqual([]);
    expect(() => shareOut(-1n, [])).toThrow(RangeError);
  });
});

describe('an allocation', () => {
  const none = { claimed: 0n, returned: 0n };
  const claims: ClaimInput[] = [
    { claim: 'claim-10', victim: 'victim-2', amount: 1000n, filedAt: '2024-11-18T09:00:00.000Z', earlier: none },
    { claim: 'claim-9', victim: 'victim-1', amount: 1000n, filedAt: '2024-11-18T09:00:00.000Z', earlier: none },
    { claim: 'claim-11', victim: 'victim-3', amount: 1000n, filedAt: '2024-11-18T08:00:00.000Z', earlier: none },
  ];
  const input = { asset: 'cash-1', mode: 'physical', available: 100n, claims };

  it('gives the odd unit to the earlier report, then to the lower number', () => {
    expect(allocate(input).facts['allocation']).toEqual([
      { claim: 'claim-11', victim: 'victim-3', amount: '34' },
      { claim: 'claim-9', victim: 'victim-1', amount: '33' },
      { claim: 'claim-10', victim: 'victim-2', amount: '33' },
    ]);
  });

  it('has one hash for one content, in whatever order the claims stand', () => {
    expect(allocate({ ...input, claims: [...claims].reverse() }).hash).toBe(allocate(input).hash);
    expect(allocate({ ...input, available: 99n }).hash).not.toBe(allocate(input).hash);
    expect(allocate(input).hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('keeps its inputs and the version of its formula', () => {
    const { facts } = allocate(input);
    expect(facts).toMatchObject({ formula: 'physical-1', available: '100', mode: 'physical', asset: 'cash-1' });
    const kept = facts['claims'];
    expect(Array.isArray(kept) && kept.every(isObject)).toBe(true);
  });

  it('knows no other mode yet', () => {
    expect(() => allocate({ ...input, mode: 'proRata' })).toThrow(RangeError);
  });
});

describe('a return of cash', () => {
  it('pays claims in full while they fit, and the rest stays in custody', () => {
    const play = inCustody();
    claim(play, victim(play), '10000000');
    claim(play, victim(play), '5000001');
    handOut(approve(propose(play)));
    expect(play.state('cash-1')).toBe('inCustody');
    expect(play.state('claim-2')).toBe('paid');
  });

  it('shares what is too little, to the fen, and the cash is returned', () => {
    const play = inCustody();
    for (const amount of ['10000000', '10000000', '10000000']) claim(play, victim(play), amount);
    handOut(approve(propose(play)));
    expect(shares(play)).toBe('6666667/6666667/6666666');
    expect(play.state('cash-1')).toBe('returned');
  });

  it('gives a late victim what is left, and takes nothing back from the first', () => {
    const play = inCustody();
    claim(play, victim(play), '15000000');
    handOut(approve(propose(play)));
    claim(play, victim(play, '18:10'), '9000000', '18:11');
    play.do('18:12', 'officer', 'return.proposed', { asset: 'cash-1', mode: 'physical' });
    expect(shares(play, 'return-2')).toBe('5000000');
    approve(play, 'return-2', '18:13');
    handOut(play, 'return-2', '18:14');
    expect(play.state('cash-1')).toBe('returned');
  });

  it('satisfies a victim only when every claim of theirs is final', () => {
    const play = inCustody();
    const of = victim(play);
    play.do('17:15', 'officer', 'cash.secured', {
      amount: '10000',
      denominations: { '10000': 1 },
      heldBy: '同伙',
      where: '门外',
      officers: ['officer', 'officer2'],
    });
    play
      .do('17:15', 'county', 'cash.seizureApproved', { part: 'cash-2', decisionNumber: 'D2' })
      .do('17:16', 'officer', 'cash.seized', {
        part: 'cash-2',
        officers: ['officer', 'officer2'],
        video: 'V',
        listNumber: 'L',
      })
      .do('17:17', 'custodian', 'cash.custodyAccepted', { part: 'cash-2', amount: '10000' })
      .do('17:18', 'duty', 'claim.filed', {
        victim: of,
        asset: 'cash-2',
        amount: '10000',
        paidInAt: '2024-11-18T14:20:00+08:00',
        how: '转账',
      });
    claim(play, of, '20000000');
    handOut(approve(propose(play)));
    expect(play.state(of)).toBe('reportLinked');
    play
      .do('18:05', 'officer', 'claim.verified', { part: 'claim-1', trace: '门外现金' })
      .do('18:06', 'officer', 'return.proposed', { asset: 'cash-2', mode: 'physical' });
    handOut(approve(play, 'return-2', '18:07'), 'return-2', '18:08');
    expect(play.state(of)).toBe('satisfied');
  });

  it('is not handed out by a custodian who verified a claim on it as an officer', () => {
    const officer4 = { account: 'officer4', role: 'officer', org: people.officer.org };
    const play = inCustody();
    play
      .do('17:20', 'duty', 'claim.filed', claimBody(victim(play), '20000000'))
      .do('17:21', officer4, 'claim.verified', { part: 'claim-1', trace: '14:21 到账' });
    approve(propose(play));
    const custodian = { ...officer4, role: 'custodian', org: people.custodian.org };
    const handed = play.record('18:00', custodian, 'return.executed', { part: 'return-1', ...receiver });
    expect(handed).toBe('rules:notAnOfficerOfThisCase');
  });
});

describe('a disputed claim', () => {
  it('settled before anybody verified it still waits for somebody other than its filer', () => {
    const play = inCustody();
    play
      .do('17:20', 'duty', 'claim.filed', claimBody(victim(play), '20000000'))
      .do('17:21', 'duty', 'claim.disputed', { part: 'claim-1', reason: '他人主张' })
      .do('17:22', 'duty', 'claim.settled', { part: 'claim-1', how: '双方确认' });
    expect(play.state('claim-1')).toBe('filed');
    play.do('17:23', 'duty', 'claim.verified', { part: 'claim-1', trace: '14:21' }, 'rules:notTheFiler');
  });

  it('settled after it was verified is verified again', () => {
    const play = approved()
      .do('17:41', 'duty', 'claim.disputed', { part: 'claim-1', reason: '他人主张' })
      .do('17:42', 'duty', 'claim.settled', { part: 'claim-1', how: '双方确认' });
    expect(play.state('claim-1')).toBe('verified');
  });
});
