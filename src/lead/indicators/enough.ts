import { indicatorOf } from './catalogue.js';

/**
 * True when a push to the police is carried by enough: two indicators; against a suspected offender at least one seen in
 * the account and one in the behaviour, so that neither a look nor a figure alone sends officers (AML Law art. 30).
 */
export function isEnough(codes: readonly string[], suspectedRole: string): boolean {
  const found = codes.flatMap((code) => indicatorOf(code) ?? []);
  if (found.length < 2) return false;
  if (suspectedRole !== 'suspect') return true;
  return ['account', 'behaviour'].every((aspect) => found.some((indicator) => indicator.aspect === aspect));
}
