import type { DataSource } from 'typeorm';
import type { Principal } from '../../access/principal.js';
import { reading } from '../../access/reading.js';
import type { Json } from '../../engine/definition/index.js';
import type { Asked } from '../../engine/ports.js';
import { forTheHouse, type Run } from '../../platform/database.js';

/** What a slip is about. */
export interface FoundSlip {
  readonly number: string;
  readonly case_id: string;
  readonly part: string;
}

const sql = {
  name: 'find-slips',
  text: 'select number, case_id, part from slip where number = any($1::text[])',
};

/** The slips of these numbers, in their stored form; those that were never issued are missing. */
function findSlips(run: Run, numbers: readonly string[]): Promise<FoundSlip[]> {
  return run<FoundSlip>(sql, [numbers]);
}

/** The slip of this number, in its stored form, for a person's eyes; undefined when it was never issued. */
export async function findSlipFor(
  ds: DataSource,
  principal: Principal,
  number: string,
): Promise<FoundSlip | undefined> {
  return (await reading(ds, principal, (read) => findSlips(read, [number])))[0];
}

/** Answers `slip`: the part of the asking case that the slip of this number is about; null for any other slip. */
export function slipOfCase(ds: DataSource) {
  return async (asked: readonly Asked[]): Promise<Json[]> => {
    const found = await findSlips(
      forTheHouse(ds),
      asked.map(({ question }) => String(question.about)),
    );
    return asked.map(({ question, caseId }) => {
      const slip = found.find((one) => one.number === question.about && one.case_id === caseId);
      return slip ? { part: slip.part } : null;
    });
  };
}
