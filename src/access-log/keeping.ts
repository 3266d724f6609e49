import { type Facts, rule, type Settings } from '../engine/definition/index.js';

const china = 8 * 3_600_000;

/** Whole years for which reasons and search words can be read after the month has ended; fixed for a log when it is opened. */
export const accessLogSettings: Settings = { version: 'access-1', keepTextYears: 3 };

/** The month of a moment in China, `2026-11`. */
export function monthOf(moment: string): string {
  return new Date(Date.parse(moment) + china).toISOString().slice(0, 7);
}

/** When the free text of a month's log is to be erased: so many years after the month has ended in China. */
export function textEndsAt(facts: Facts | undefined, settings: Settings): string | null {
  const [year, month] = String(facts?.['month']).split('-').map(Number);
  const years = settings['keepTextYears'];
  if (year === undefined || month === undefined || typeof years !== 'number') return null;
  return new Date(Date.UTC(year + years, month, 1) - china).toISOString();
}

/** Why somebody looked, and what they searched for, may name people; who looked at what, and when, does not. */
export const textKeptLongEnough = rule({
  code: 'textKeptLongEnough',
  needs: 'file',
  sentence: {
    zh: '查阅理由与检索词应保存满规定年限；未到期的请继续保存',
    en: 'Reasons and search words are erased only once the years for which they are kept have passed.',
  },
  basis: 'PIPL art. 19 and 56',
  holds: ({ view, settings, at }) => {
    const end = textEndsAt(view.root.facts, settings);
    return end !== null && end <= at;
  },
});
