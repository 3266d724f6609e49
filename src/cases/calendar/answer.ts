import { isObject, type Json } from '../../engine/definition/index.js';
import type { Asked } from '../../engine/ports.js';
import { type DayTable, workingDaysAfter } from './working-days.js';

/**
 * Answers `workingDays`: when so many working days after a moment are over. The answer stands in the entry, so a case
 * replays alike whatever later calendars say.
 */
export function workingDays(table: DayTable) {
  return async (asked: readonly Asked[]): Promise<Json[]> => asked.map(({ question }) => answer(question.about, table));
}

function answer(about: Json, table: DayTable): Json {
  const { from, days } = isObject(about) ? about : {};
  if (typeof from !== 'string' || typeof days !== 'number') return null;
  const over = workingDaysAfter(from, days, table);
  return { due: over.due, days: [...over.days], provisional: [...over.provisional] };
}
