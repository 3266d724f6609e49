import { type Facts, rule, type Settings } from '../../engine/definition/index.js';

/** Whole years for which reason and review can be read after the review; fixed for a reading when it is opened. */
export const breakGlassSettings: Settings = { version: 'breakGlass-1', keepTextYears: 3 };

/** When the free text of a reading is to be erased; null until it is reviewed, for without it nobody could review it. */
export function textEndsAt(facts: Facts | undefined, settings: Settings): string | null {
  const reviewedAt = facts?.['reviewedAt'];
  const years = settings['keepTextYears'];
  if (typeof reviewedAt !== 'string' || typeof years !== 'number') return null;
  const end = new Date(reviewedAt);
  end.setUTCFullYear(end.getUTCFullYear() + years);
  return end.toISOString();
}

/** Why somebody opened a case, and what the review found, may name people; who opened which, and when, does not. */
export const textKeptLongEnough = rule({
  code: 'textKeptLongEnough',
  needs: 'file',
  sentence: {
    zh: '调阅原因与审查意见应自审查起保存满规定年限；未到期的请继续保存',
    en: 'Reason and review are erased only once the years for which they are kept after the review have passed.',
  },
  basis: 'PIPL art. 19 and 56',
  holds: ({ view, settings, at }) => {
    const end = textEndsAt(view.root.facts, settings);
    return end !== null && end <= at;
  },
});
