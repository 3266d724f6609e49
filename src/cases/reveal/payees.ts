import type { IdentityKind } from '../../access/sealing/mask.js';
import { type CaseFile, isAnnulled, isIn } from '../../engine/definition/index.js';
import { textIn } from '../../lead/facts.js';
import { linesOf } from '../../lead/parts/assets.js';

/** An identity of somebody whom a bank has to pay. */
export interface Payee {
  readonly part: string;
  readonly field: string;
  readonly kind: IdentityKind;
}

/**
 * PURE. Whom a bank has to pay, by the returns that were approved on accounts it keeps: the account that the money came
 * from, and whose it is (2016 Return Rules art. 6 and 12). Claims and victims are otherwise not the bank's to see.
 */
export function payeesOf(file: CaseFile, bank: string, ofReturn?: string): Payee[] {
  const kept = new Set(
    file.parts
      .filter((part) => part.kind === 'account' && !isAnnulled(part) && textIn(part.facts, 'bank') === bank)
      .map((part) => part.id),
  );
  return file.parts
    .filter((part) => part.kind === 'return' && (ofReturn === undefined || part.id === ofReturn))
    .filter((part) => kept.has(textIn(part.facts, 'asset') ?? '') && isIn(part, 'approved', 'noticeServed', 'executed'))
    .flatMap(linesOf)
    .flatMap(({ claim, victim }): Payee[] => [
      { part: claim, field: 'paidFrom.number', kind: 'bankAccount' },
      { part: victim, field: 'name', kind: 'name' },
    ]);
}
