/** Adding time to moments. All moments are ISO 8601 in UTC with milliseconds. */

const minute = 60_000;

/** The moment this many minutes later. */
export function plusMinutes(moment: string, minutes: number): string {
  return new Date(Date.parse(moment) + minutes * minute).toISOString();
}

/** The moment this many hours later. */
export function plusHours(moment: string, hours: number): string {
  return plusMinutes(moment, hours * 60);
}

/** The moment this many times 24 hours later; China knows no summer time. */
export function plusDays(moment: string, days: number): string {
  return plusMinutes(moment, days * 24 * 60);
}

const shanghai = 8 * 60 * minute;

/** Calendar months later in Asia/Shanghai (+08:00): the same day of the month, or the month's last day. */
export function plusMonths(moment: string, months: number): string {
  const local = new Date(Date.parse(moment) + shanghai);
  const target = new Date(local);
  target.setUTCDate(1);
  target.setUTCMonth(target.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate();
  target.setUTCDate(Math.min(local.getUTCDate(), lastDay));
  return new Date(target.getTime() - shanghai).toISOString();
}

/** True when the first moment does not lie after the second. */
export function notAfter(first: string, second: string): boolean {
  return Date.parse(first) <= Date.parse(second);
}
