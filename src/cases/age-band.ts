import type { DataSource } from 'typeorm';
import { isSealed, type KeyProvider, unseal } from '../access/sealing/index.js';
import { type Facts, factAt, isIn, isObject, type Json } from '../engine/definition/index.js';
import type { Asked } from '../engine/ports.js';
import { loadFiles } from '../engine/store/load-files.js';
import { ageBandOf } from '../lead/age.js';
import { textIn } from '../lead/facts.js';
import { isCustomer } from '../lead/parts/standing.js';

/**
 * Answers `ageBand` about `{part, at?, idNumber?, birthDate?}`, or about `{atCounter}`, a number now said of the customer,
 * who may be somebody being questioned: `under16`, `adult`, `seventyOrOver`, or null when neither
 * an ID number nor a date of birth tells it. Computed here, where the case's key is, for the moment `at` (left out: the
 * arrival at the organ that is on record, else now); no birth ever reaches the core or the ledger unsealed. What the
 * command itself says counts before what is recorded, a suspect's own papers before those shown at the counter.
 */
export function ageBand(ds: DataSource, keys: KeyProvider, clock?: () => string) {
  return async (asked: readonly Asked[]): Promise<Json[]> => {
    const loaded = await loadFiles(
      ds,
      asked.map(({ caseId }) => ({ caseId, key: null, organisation: null })),
    );
    return asked.map(({ question: { about }, caseId }, i) => {
      const { found, now } = loaded[i] ?? {};
      if (!found?.wrappedKey || !isObject(about)) return null;
      const caseKey = keys.unwrap(found.wrappedKey, caseId);
      const { parts } = found.file;
      const atCounter = textIn(about, 'atCounter');
      const part = parts.find((one) =>
        atCounter === undefined ? one.id === about['part'] : isCustomer(one) && isIn(one, 'questioning'),
      );
      const counter = part && isCustomer(part) ? parts.find((one) => one.kind === 'lead')?.facts : undefined;
      const opened = (facts: Facts | undefined, path: string) => open(factAt(facts, path), caseKey, caseId);
      const own = textIn(about, 'idNumber') ?? opened(part?.facts, 'idNumber');
      const birth = {
        idNumber: own ?? atCounter ?? opened(counter, 'customer.idNumber'),
        birthDate: textIn(about, 'birthDate') ?? opened(part?.facts, 'birthDate'),
      };
      // Nobody is being questioned whom the number at the counter could tell of.
      if (atCounter !== undefined && !part) return null;
      const at = textIn(about, 'at') ?? textIn(part?.facts, 'arrivedAt') ?? clock?.() ?? now;
      return at === undefined ? null : ageBandOf(birth, at);
    });
  };
}

/** The plaintext of a sealed fact; undefined when there is none, or it cannot be read. */
function open(value: Json | undefined, caseKey: Buffer, caseId: string): string | undefined {
  if (!isSealed(value)) return undefined;
  try {
    return unseal(caseKey, caseId, value);
  } catch {
    return undefined;
  }
}
