import type { Sentence } from '../../engine/definition/index.js';
import { goldIndicators } from './gold.js';
import { suspectIndicators } from './suspect.js';
import { victimIndicators } from './victim.js';

/** One red flag that a teller can tick. */
export interface Indicator {
  /** What bodies and figures use; never reused for something else. */
  readonly code: string;
  /** Its number in the published lists it was taken from. */
  readonly number: string;
  readonly name: Sentence;
  /** The one-line test. */
  readonly test: Sentence;
  /** What it speaks for: the customer deceived, or in league with the offenders. */
  readonly side: 'victim' | 'suspect';
  /** What it is seen in: the account's movements, or what the person does and says. */
  readonly aspect: 'account' | 'behaviour';
  readonly subject: 'cash' | 'gold';
  readonly source: string;
  /** 1 to 3: how much it says by itself. For sorting only; no rule adds weights up. */
  readonly weight: number;
}

/**
 * The catalogue: 6 + 2 features of a victim's withdrawal, 7 of a suspect's, 9 of gold. Assembled from public sources; the
 * office replaces it by a new version. Origin, accent, age or household registration alone are never an indicator.
 */
export const catalogue: {
  readonly version: string;
  readonly note: Sentence;
  readonly indicators: readonly Indicator[];
} = {
  version: 'public-2026-1',
  note: {
    zh: '根据公开资料汇编，非当地反诈中心发布；启用前请以本地版本替换',
    en: 'assembled from public sources, not issued by the local anti-fraud center; replace it with the local version',
  },
  indicators: [...victimIndicators, ...suspectIndicators, ...goldIndicators],
};

/** The codes a report may name. */
export const indicatorCodes: readonly string[] = catalogue.indicators.map((indicator) => indicator.code);

const byCode = new Map(catalogue.indicators.map((indicator) => [indicator.code, indicator]));

/** The indicator of this code. */
export function indicatorOf(code: string): Indicator | undefined {
  return byCode.get(code);
}
