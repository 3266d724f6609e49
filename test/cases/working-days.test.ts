import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readDayTable } from '../../src/cases/calendar/day-table.js';
import { type DayTable, workingDaysAfter } from '../../src/cases/calendar/working-days.js';

const threeAfter = (moment: string, table?: DayTable) => workingDaysAfter(moment, 3, table);

describe('three working days', () => {
  it.each([
    ['an ordinary week', '2024-11-18T15:00:00+08:00', ['2024-11-19', '2024-11-20', '2024-11-21']],
    ['over a weekend', '2024-11-21T23:59:59+08:00', ['2024-11-22', '2024-11-25', '2024-11-26']],
    ['from a Saturday', '2024-11-23T10:00:00+08:00', ['2024-11-25', '2024-11-26', '2024-11-27']],
    ['past midnight in China it is the next day', '2024-11-18T16:30:00Z', ['2024-11-20', '2024-11-21', '2024-11-22']],
    // Spring Festival 2026: off 15 to 23 February, worked on Saturday the 14th and Saturday the 28th.
    ['before Spring Festival 2026', '2026-02-12T10:00:00+08:00', ['2026-02-13', '2026-02-14', '2026-02-24']],
    ['in Spring Festival 2026', '2026-02-18T10:00:00+08:00', ['2026-02-24', '2026-02-25', '2026-02-26']],
    ['to the Saturday made up for 2026', '2026-02-25T10:00:00+08:00', ['2026-02-26', '2026-02-27', '2026-02-28']],
    ['over National Day 2025', '2025-09-30T10:00:00+08:00', ['2025-10-09', '2025-10-10', '2025-10-11']],
  ])('%s', (_, moment, days) => {
    const over = threeAfter(moment);
    expect(over.days).toEqual(days);
    expect(over.due).toBe(new Date(Date.parse(`${days.at(-1)}T23:59:59.999+08:00`)).toISOString());
    expect(over.provisional).toEqual([]);
  });

  it('are provisional for a year without an arrangement: the holidays of the regulation are off, nothing is made up', () => {
    // New Year's Eve is Friday 5 February 2027, the first to the third of the first month Saturday to Monday.
    const over = threeAfter('2027-02-03T10:00:00+08:00');
    expect(over).toMatchObject({ days: ['2027-02-04', '2027-02-09', '2027-02-10'], provisional: ['2027'] });
    expect(threeAfter('2026-12-30T10:00:00+08:00')).toMatchObject({
      days: ['2026-12-31', '2027-01-04', '2027-01-05'],
      provisional: ['2027'],
    });
  });

  it.each([
    ['Tomb-Sweeping Day', '2027-04-02', '2027-04-06'],
    ['Labour Day', '2028-04-30', '2028-05-03'],
    ['Dragon Boat', '2027-06-08', '2027-06-10'],
    ['Mid-Autumn', '2027-09-14', '2027-09-16'],
    ['National Day', '2027-09-30', '2027-10-04'],
  ])('skip %s of a year without an arrangement', (_, before, first) => {
    expect(workingDaysAfter(`${before}T12:00:00+08:00`, 1).days).toEqual([first]);
  });

  it("follow the office's table before anything else", () => {
    const table: DayTable = {
      '2027': {
        daysOff: ['2027-02-05', '2027-02-08', '2027-02-09', '2027-02-10', '2027-02-11'],
        workdays: ['2027-02-13'],
      },
    };
    expect(threeAfter('2027-02-03T10:00:00+08:00', table)).toMatchObject({
      days: ['2027-02-04', '2027-02-12', '2027-02-13'],
      provisional: [],
    });
  });
});

describe("the office's table", () => {
  const file = (text: string) => {
    const path = join(mkdtempSync(join(tmpdir(), 'lanjie-days-')), 'days.json');
    writeFileSync(path, text);
    return path;
  };

  it('is read by year', () => {
    const days = { daysOff: ['2027-02-05'], workdays: ['2027-02-20'] };
    expect(readDayTable(file(JSON.stringify({ '2027': days })))).toEqual({ '2027': days });
    expect(readDayTable(undefined)).toEqual({});
  });

  it.each([
    ['no JSON', '{', 'cannot be read as JSON'],
    ['a list', '[]', 'is no JSON object'],
    ['no year', '{"next": {}}', 'no year of days under "next"'],
    ['a day of another year', '{"2027": {"daysOff": ["2026-02-05"], "workdays": []}}', 'dates such as 2027-02-05'],
    ['a day that is none', '{"2027": {"daysOff": ["2027-02-31"], "workdays": []}}', 'dates such as 2027-02-05'],
    ['a list left out', '{"2027": {"daysOff": []}}', 'dates such as 2027-02-05'],
  ])('stops the start when it is wrong: %s', (_, text, fault) => {
    expect(() => readDayTable(file(text))).toThrow(fault);
  });
});
