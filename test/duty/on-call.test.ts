import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { gapsIn, outside } from '../../src/duty/gaps.js';
import { type Candidate, onCall } from '../../src/duty/on-call.js';

const person = (account: string, role: string, more: Partial<Candidate> = {}): Candidate => ({
  account,
  organisation: 'center',
  place: 'center',
  roles: [role],
  rostered: false,
  levels: [],
  ...more,
});

const levels = { 1: ['dutyOfficer'], 2: ['centerLead'], 3: ['centerLead', 'approver'] };

describe('who is called', () => {
  it('without a roster is everybody of the roles', () => {
    const people = [person('a', 'dutyOfficer'), person('b', 'dutyOfficer'), person('c', 'centerLead')];
    expect(onCall(people, levels, 1)).toEqual({ level: 1, recipients: ['a', 'b'] });
  });

  it('with a roster is who stands on it at that level, whatever their role', () => {
    const rostered = { rostered: true };
    const people = [
      person('a', 'dutyOfficer', rostered),
      person('b', 'dutyOfficer', { ...rostered, levels: [2] }),
      person('c', 'centerLead', { ...rostered, levels: [1] }),
    ];
    expect(onCall(people, levels, 1)).toEqual({ level: 1, recipients: ['c'] });
    expect(onCall(people, levels, 2)).toEqual({ level: 2, recipients: ['b'] });
  });

  it('is looked for one level higher where nobody is on duty', () => {
    const people = [person('a', 'dutyOfficer', { rostered: true }), person('c', 'centerLead', { rostered: true })];
    expect(onCall(people, levels, 1)).toEqual({ level: 2, recipients: ['c'] });
  });

  it('does not call a station about what is a matter of the center', () => {
    const people = [person('s', 'stationDuty', { place: 'station', rostered: true, levels: [1] })];
    expect(onCall(people, levels, 1)).toEqual({ level: 1, recipients: [] });
  });

  it('of two stations is who stands on the roster of the one, and everybody of the roles at the other', () => {
    const at = (organisation: string) => ({ organisation, place: 'station' }) as const;
    const people = [
      person('a', 'stationDuty', { ...at('xiufeng'), rostered: true }),
      person('b', 'officer', { ...at('xiufeng'), rostered: true, levels: [1] }),
      person('c', 'stationDuty', at('diecai')),
      person('d', 'officer', at('diecai')),
    ];
    expect(onCall(people, { 1: ['stationDuty'] }, 1)).toEqual({ level: 1, recipients: ['b', 'c'] });
  });

  it('is nobody when there is nobody, and says from which level it looked', () => {
    expect(onCall([], levels, 2)).toEqual({ level: 2, recipients: [] });
  });
});

const stretch = fc
  .tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 40 }))
  .map(([from, length]) => ({ from, to: from + length }));

describe('gaps', () => {
  it('are exactly the moments that no shift covers', () => {
    fc.assert(
      fc.property(stretch, fc.array(stretch, { maxLength: 6 }), (whole, covered) => {
        const gaps = gapsIn(whole, covered);
        for (let moment = whole.from; moment < whole.to; moment++) {
          const within = (one: { from: number; to: number }) => one.from <= moment && moment < one.to;
          expect(gaps.some(within)).toBe(!covered.some(within));
        }
      }),
    );
  });

  it('and what lies outside make up the whole again', () => {
    fc.assert(
      fc.property(stretch, stretch, (one, hole) => {
        const rest = outside(one, hole).reduce((sum, { from, to }) => sum + to - from, 0);
        const cut = Math.max(0, Math.min(one.to, hole.to) - Math.max(one.from, hole.from));
        expect(rest + cut).toBe(one.to - one.from);
      }),
    );
  });
});
