import { describe, expect, it } from '@jest/globals';
import { ageBandOf, bornByIdNumber, fullYears } from '../../src/lead/age.js';

const noon = (day: string) => `${day}T12:00:00+08:00`;
const at = (moment: string) => new Date(moment).toISOString();

describe('full years', () => {
  it.each([
    ['2008-11-18', noon('2024-11-18'), 15],
    ['2008-11-18', noon('2024-11-19'), 16],
    ['2008-11-18', '2024-11-19T00:00:00+08:00', 16],
    ['2008-11-18', '2024-11-18T23:59:59+08:00', 15],
    ['2008-02-29', noon('2024-02-29'), 15],
    ['2008-02-29', noon('2025-02-28'), 16],
    ['2008-02-29', noon('2025-03-01'), 17],
    ['1954-11-18', noon('2024-11-18'), 69],
    ['1954-11-18', noon('2024-11-19'), 70],
    ['2008-12-31', noon('2025-01-01'), 16],
  ])('of somebody born on %s, on %s: %i', (born, moment, years) => expect(fullYears(born, at(moment))).toBe(years));
});

describe('an ID number', () => {
  it.each([
    ['990101200811180012', '2008-11-18'],
    ['99010120081118001x', '2008-11-18'],
    ['９９0101 20081118 0012', '2008-11-18'],
    ['990101541118001', '1954-11-18'],
    ['990101200802300012', undefined],
    ['E12345678', undefined],
    ['', undefined],
  ])('%s tells %s', (idNumber, born) => expect(bornByIdNumber(idNumber)).toBe(born));
});

describe('an age band', () => {
  const then = at(noon('2024-11-18'));
  it.each([
    ['nothing known', {}, null],
    ['a child by number', { idNumber: '990101201001010015' }, 'under16'],
    ['an adult whose number checks', { idNumber: '990101199001010019' }, 'adult'],
    ['an adult by a number that does not check', { idNumber: '990101199001010018' }, null],
    [
      'an adult by a number that does not check, and by the date',
      { idNumber: '990101199001010018', birthDate: '1990-01-01' },
      'adult',
    ],
    ['number and date disagree', { idNumber: '990101199001010019', birthDate: '2010-01-01' }, 'under16'],
    ['old', { birthDate: '1950-01-01' }, 'seventyOrOver'],
    ['a passport', { idNumber: 'E12345678' }, null],
  ] as const)('%s', (_, birth, band) => expect(ageBandOf(birth, then)).toBe(band));
});
