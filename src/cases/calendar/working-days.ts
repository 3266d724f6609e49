import chineseDays from 'chinese-days';

/** An office's own word on days, by year: days off that are no weekend, and weekend days on which people work. */
export interface YearOfDays {
  /** `2027-02-05`, … */
  readonly daysOff: readonly string[];
  readonly workdays: readonly string[];
}

/** By year, for example `2027`. */
export type DayTable = Readonly<Record<string, YearOfDays>>;

/** When a number of working days is over, and how that was reckoned. */
export interface WorkingDaysOver {
  /** The end of the last working day in Asia/Shanghai, ISO 8601 UTC. */
  readonly due: string;
  /** The working days counted, `2026-02-24`. */
  readonly days: readonly string[];
  /** Years for which only the statutory holidays were known, not the State Council's arrangement; mostly empty. */
  readonly provisional: readonly string[];
}

const day = 86_400_000;
const shanghai = 8 * 3_600_000;

/** The years whose arrangement the calendar knows: it answers "workday" for any weekday of a year it has no data for. */
const known = new Set(yearsKnown());

/**
 * The end of the nth working day after a moment: its own day does not count (CPL art. 105). An office's table goes before
 * the calendar. For a year whose arrangement nobody knows yet only weekends and the days of the Regulation on Public
 * Holidays (2024) are off, and the answer says so.
 */
export function workingDaysAfter(moment: string, count: number, table: DayTable = {}): WorkingDaysOver {
  const days: string[] = [];
  const provisional = new Set<string>();
  let at = Math.floor((Date.parse(moment) + shanghai) / day) * day;
  while (days.length < count) {
    at += day;
    const date = new Date(at).toISOString().slice(0, 10);
    const year = date.slice(0, 4);
    if (!table[year] && !known.has(year)) provisional.add(year);
    if (isWorkday(date, at, table[year])) days.push(date);
  }
  return { due: new Date(at + day - shanghai - 1).toISOString(), days, provisional: [...provisional] };
}

function isWorkday(date: string, at: number, own: YearOfDays | undefined): boolean {
  const weekday = new Date(at).getUTCDay() % 6 !== 0;
  if (own) return own.workdays.includes(date) || (weekday && !own.daysOff.includes(date));
  if (known.has(date.slice(0, 4))) return chineseDays.isWorkday(date);
  return weekday && !isStatutoryHoliday(date);
}

function yearsKnown(): string[] {
  const years = Array.from({ length: 40 }, (_, i) => String(2004 + i));
  // Every arrangement has days off from Monday to Friday: the first three of October are never all on a weekend.
  return years.filter((year) => ['01', '02', '03', '04', '05'].some((date) => isArranged(`${year}-10-${date}`)));
}

function isArranged(date: string): boolean {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay() % 6 !== 0;
  return weekday && !chineseDays.isWorkday(date);
}

/** The days of the Regulation on Public Holidays (State Council Order 795 of 2024, art. 2): no make-up days, no bridges. */
function isStatutoryHoliday(date: string): boolean {
  const [year, month = '', dayOfMonth = ''] = date.split('-');
  if (['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'].includes(`${month}-${dayOfMonth}`)) return true;
  if (month === '04' && Number(dayOfMonth) === qingming(Number(year))) return true;
  const { lunarMon, lunarDay, isLeap } = chineseDays.getLunarDate(date);
  if (!isLeap && lunarMon === 1 && lunarDay <= 3) return true;
  if (!isLeap && ((lunarMon === 5 && lunarDay === 5) || (lunarMon === 8 && lunarDay === 15))) return true;
  return isNewYearsEve(date);
}

/** The day in April of Tomb-Sweeping Day, by the formula in use for the years 2000 to 2099. */
function qingming(year: number): number {
  const y = year % 100;
  return Math.floor(y * 0.2422 + 4.81) - Math.floor(y / 4);
}

/** The day before the first of the first lunar month. */
function isNewYearsEve(date: string): boolean {
  const next = new Date(Date.parse(`${date}T00:00:00Z`) + day).toISOString().slice(0, 10);
  const { lunarMon, lunarDay } = chineseDays.getLunarDate(next);
  return lunarMon === 1 && lunarDay === 1;
}
