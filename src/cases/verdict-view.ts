import type { Json, Sentence } from '../engine/definition/index.js';
import { noSuchCase } from './problems.js';
import type { Verdict } from './verify-case.js';

/** What checking a case came to, for people. Throws 404 when there was none. */
export function verdictView(verdict: Verdict | null, language: keyof Sentence): Json {
  if (!verdict) throw noSuchCase();
  const { number, entries, head, fault } = verdict;
  return { number, entries: entries.length, head, sound: fault === null, fault: fault?.[language] ?? null };
}
