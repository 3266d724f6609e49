import type { Facts } from '../../engine/definition/index.js';
import { numberIn, textIn } from '../facts.js';
import { plusHours, plusMonths } from '../time.js';

/** Until when the bank keeps the money of an account. ISO 8601 UTC; read from the facts, so that a correction moves them. */

/** When the stop-payment lapses: 48 hours from the moment of the stop (银发〔2016〕86号). Undefined: never stopped. */
export function stopEndsAt(facts: Facts | undefined): string | undefined {
  const stopped = textIn(facts, 'stoppedAt');
  return stopped === undefined ? undefined : plusHours(stopped, 48);
}

/** When the freeze ends: as the bank renewed it, else the months ordered from the freeze on (CPR art. 243). Undefined: never frozen. */
export function freezeEndsAt(facts: Facts | undefined): string | undefined {
  const frozen = textIn(facts, 'frozenAt');
  if (frozen === undefined) return undefined;
  return textIn(facts, 'renewedUntil') ?? plusMonths(frozen, numberIn(facts, 'freezeMonths') ?? 6);
}
