import { declare, type FieldOptions, string } from './field.js';

const day = /^(\d{4})-(\d\d)-(\d\d)$/;

function isDay(value: unknown): boolean {
  const [, year, month, date] = (typeof value === 'string' ? day.exec(value) : null)?.map(Number) ?? [];
  const there = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, date));
  return (year ?? 0) >= 1880 && there.getUTCMonth() + 1 === month && there.getUTCDate() === date;
}

/** The day somebody was born, `YYYY-MM-DD`; sealed, never shown. */
export function BirthDate(options: FieldOptions): PropertyDecorator {
  return declare(
    options,
    { zh: '出生日期，例如 2008-05-04', en: 'the date of birth, for example 2008-05-04' },
    { schema: { ...string, format: 'date' }, check: isDay, seal: 'birthDate' },
  );
}

/** A day of the calendar in China, `2024-11-18`. */
export function Day(options: FieldOptions): PropertyDecorator {
  return declare(
    options,
    { zh: '日期，例如 2024-11-18', en: 'a day, for example 2024-11-18' },
    { schema: { ...string, format: 'date' }, check: isDay },
  );
}

const iso = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d{1,6})?(Z|[+-]\d\d:\d\d)$/;

/** ISO 8601 with offset → milliseconds since the epoch; NaN when it is no real moment (31 February, 25 o'clock). */
export function parseInstant(value: unknown): number {
  const found = typeof value === 'string' ? iso.exec(value) : null;
  if (!found) return Number.NaN;
  const [, year, month, day, hour, minute, second] = found.map(Number);
  const asUtc = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute, second));
  const real =
    asUtc.getUTCMonth() + 1 === month &&
    asUtc.getUTCDate() === day &&
    asUtc.getUTCHours() === hour &&
    asUtc.getUTCMinutes() === minute &&
    asUtc.getUTCSeconds() === second;
  const ms = Date.parse(String(value));
  return real && ms >= Date.UTC(2000, 0, 1) && ms < Date.UTC(2200, 0, 1) ? ms : Number.NaN;
}

/** A moment, ISO 8601 with offset; kept as UTC with milliseconds. */
export function Instant(options: FieldOptions): PropertyDecorator {
  return declare(
    options,
    {
      zh: 'ISO 8601 时刻，带时区，例如 2024-11-18T15:00:00+08:00',
      en: 'an ISO 8601 moment with offset, for example 2024-11-18T15:00:00+08:00',
    },
    {
      schema: { ...string, format: 'date-time' },
      check: (value) => !Number.isNaN(parseInstant(value)),
      normalise: (value) => new Date(parseInstant(value)).toISOString(),
    },
  );
}
