import { readFileSync } from 'node:fs';
import { isObject, type Json } from '../../engine/definition/index.js';
import { StartError } from '../../platform/start-error.js';
import type { DayTable, YearOfDays } from './working-days.js';

/**
 * The office's own table of days off and make-up days: `{"2027": {"daysOff": ["2027-02-05"], "workdays": ["2027-02-20"]}}`.
 * An empty table without a file. Throws a `StartError` that names the fault.
 */
export function readDayTable(path: string | undefined): DayTable {
  if (path === undefined) return {};
  const content = parsed(path);
  if (!isObject(content)) throw fault(path, 'is no JSON object with a year in each field');
  return Object.fromEntries(Object.entries(content).map(([year, days]) => [year, yearOf(path, year, days)]));
}

function parsed(path: string): Json {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw fault(path, 'cannot be read as JSON');
  }
}

function yearOf(path: string, year: string, days: Json): YearOfDays {
  if (!/^20\d\d$/.test(year) || !isObject(days)) throw fault(path, `has no year of days under "${year}"`);
  return { daysOff: datesIn(path, year, days['daysOff']), workdays: datesIn(path, year, days['workdays']) };
}

function datesIn(path: string, year: string, list: Json | undefined): string[] {
  const dates = Array.isArray(list) ? list : [];
  if (!Array.isArray(list) || !dates.every((date): date is string => isDateOf(year, date)))
    throw fault(path, `must list \`daysOff\` and \`workdays\` of ${year} as dates such as ${year}-02-05`);
  return dates;
}

function isDateOf(year: string, date: unknown): boolean {
  if (typeof date !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(date) || !date.startsWith(year)) return false;
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}

function fault(path: string, what: string): StartError {
  return new StartError(`LANJIE_CALENDAR: the file ${path} ${what}. Correct it, or unset LANJIE_CALENDAR.`);
}
