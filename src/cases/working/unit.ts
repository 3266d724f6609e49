import type { Sentence } from '../../engine/definition/index.js';
import { weight, yuan } from '../slips/units.js';

/** How the quantities of an asset are written. */
export interface Unit {
  /** Fen or milligrams, for people. */
  say(units: bigint): Sentence;
  /** What one of these units is called. */
  readonly smallest: Sentence;
}

const money: Unit = { say: (fen) => same(yuan(String(fen))), smallest: { zh: '分', en: 'fen' } };
const gold: Unit = { say: (milligrams) => weight(String(milligrams)), smallest: { zh: '毫克', en: 'mg' } };

/** The unit of an asset of this kind. */
export function unitOf(kind: string | undefined): Unit {
  return kind === 'gold' ? gold : money;
}

/** A sentence in which quantities stand, each said in its language. */
export function withUnits(
  { say }: Unit,
  zh: (said: (units: bigint) => string) => string,
  en: (said: (units: bigint) => string) => string,
): Sentence {
  return { zh: zh((units) => say(units).zh), en: en((units) => say(units).en) };
}

function same(text: string): Sentence {
  return { zh: text, en: text };
}
