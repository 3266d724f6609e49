import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  fen,
  fenOfYuan,
  formatFen,
  formatMilligram,
  milligram,
  parseFen,
  parseMilligram,
  sumOfNotes,
} from '../../src/lead/money.js';
import { plusDays, plusMonths } from '../../src/lead/time.js';

const sums = fc.bigInt({ min: 0n, max: 10n ** 16n - 1n });

describe('money', () => {
  it('reads and writes fen without loss', () => {
    fc.assert(fc.property(sums, (sum) => parseFen(String(fen(sum))) === sum));
  });

  it('reads yuan back from what it shows', () => {
    fc.assert(fc.property(sums, (sum) => fenOfYuan(formatFen(fen(sum)).replaceAll(',', '')) === sum));
  });

  it('shows thousands apart', () => {
    expect(formatFen(parseFen('20000000'))).toBe('200,000.00');
    expect(formatFen(parseFen('5'))).toBe('0.05');
    expect(formatMilligram(parseMilligram('135000'))).toBe('135.000');
  });

  it.each(['', '-1', '1.5', '01', '1e3', ' 1', '99999999999999999'])('refuses %j as fen', (text) => {
    expect(() => parseFen(text)).toThrow(RangeError);
    expect(() => parseMilligram(text)).toThrow(RangeError);
  });

  it.each(['1.234', '-1', '', '1,000'])('refuses %j as yuan', (text) => {
    expect(() => fenOfYuan(text)).toThrow(RangeError);
  });

  it('is never negative', () => {
    expect(() => fen(-1n)).toThrow(RangeError);
    expect(() => milligram(-1n)).toThrow(RangeError);
  });

  it('counts notes', () => {
    expect(sumOfNotes({ '10000': 2000 })).toBe(20_000_000n);
    expect(sumOfNotes({ '10000': 1, '50': 3, '1': 2 })).toBe(10_152n);
  });
});

describe('time', () => {
  it('keeps the day of the month in Guilin, also where UTC is a day behind', () => {
    expect(plusMonths('2024-11-17T16:30:00.000Z', 6)).toBe('2025-05-17T16:30:00.000Z');
  });

  it('ends with the month where the month is shorter', () => {
    expect(plusMonths('2025-08-31T02:00:00.000Z', 6)).toBe('2026-02-28T02:00:00.000Z');
    expect(plusMonths('2023-08-31T02:00:00.000Z', 6)).toBe('2024-02-29T02:00:00.000Z');
  });

  it('passes the year', () => {
    expect(plusMonths('2024-12-31T16:30:00.000Z', 6)).toBe('2025-06-30T16:30:00.000Z');
    expect(plusDays('2024-12-30T00:00:00.000Z', 3)).toBe('2025-01-02T00:00:00.000Z');
  });
});
