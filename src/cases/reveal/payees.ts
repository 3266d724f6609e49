import { type CaseFile, isAnnulled, isIn } from '../../engine/definition/index.js';
import { textIn } from '../../lead/facts.js';
import { linesOf } from '../../lead/parts/assets.js';

/** A place where an identity may stand. */
export interface FieldOfPart {
  readonly part: string;
  readonly field: string;
}

/**
 * PURE. Whom a bank has to pay, by the returns that were approved on accounts it keeps: the account that the money came
 * from, and whose it is (2016 Return Rules art. 6 and 12). Claims and victims are otherwise not the bank's to see.
 */
export function payeesOf(file: CaseFile, bank: string, ofReturn?: string): FieldOfPart[] {
  const kept = new Set(
    file.parts
      .filter((part) => part.kind === 'account' && !isAnnulled(part) && textIn(part.facts, 'bank') === bank)
      .map((part) => part.id),
  );
  return file.parts
    .filter((part) => part.kind === 'return' && (ofReturn === undefined || part.id === ofReturn))
    .filter((part) => kept.has(textIn(part.facts, 'asset') ?? '') && isIn(part, 'approved', 'noticeServed', 'executed'))
    .flatMap(linesOf)
    .flatMap(({ claim, victim }) => [
      { part: claim, field: 'paidFrom.number' },
      { part: victim, field: 'name' },
    ]);
}
